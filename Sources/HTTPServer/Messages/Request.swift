public import Foundation

/// One request, wholly read: what a handler decides on.
///
/// Of a form whose files go to an intake, the body is not in it.
public struct Request: Sendable {
  /// What it asks to be done.
  public var method: Method
  /// Where.
  public var target: RequestTarget
  /// Its header fields.
  public var headers: Headers
  /// Its body, at most as large as the route allows.
  public var body: [UInt8]
  /// The address of the peer, without its port; a proxy's when one stands before us.
  public var peer: String
  /// 32 hexadecimal digits that name this request in answers and logs.
  public let id: String
  /// What a route with an intake for files has received, or why that could not be read.
  var received: Result<Form, any Error>?

  /// A request as tests and the listener make it.
  public init(
    _ method: Method, _ target: RequestTarget, headers: Headers = [:], body: [UInt8] = [],
    peer: String = "127.0.0.1", id: String = Request.newIdentifier()
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.peer = peer
    self.id = id
  }

  /// The path as it was sent.
  public var path: String { target.path }
  /// The decoded query.
  public var query: Parameters { target.query }

  /// The cookies that were sent (RFC 6265 §5.4); where a name comes twice the first counts.
  public var cookies: [String: String] {
    var found: [String: String] = [:]
    for line in headers.values(of: "Cookie") {
      for part in line.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1)
        guard pair.count == 2 else { continue }
        let name = String(pair[0]).trimmed
        if found[name] == nil { found[name] = String(pair[1]).trimmed }
      }
    }
    return found
  }

  /// The body's media type without its parameters, in lower case.
  public var mediaType: String {
    (headers["Content-Type"] ?? "").prefix { $0 != ";" }.lowercased().trimmed
  }

  /// Whether the client would rather read a page than JSON.
  public var prefersHTML: Bool {
    let accepted = headers["Accept"] ?? "*/*"
    return accepted.contains("text/html")
  }

  /// Reads the body as JSON; a body that does not fit is answered 400 or 415 and says where.
  ///
  /// - Throws: `Problem`.
  public func json<Value: Decodable>(
    _ type: Value.Type, decoder: JSONDecoder = JSONDecoder()
  ) throws -> Value {
    guard mediaType == "application/json" || mediaType.hasSuffix("+json") else {
      throw Problem(.unsupportedMediaType, "Send the body as application/json.")
    }
    do {
      return try decoder.decode(type, from: Data(body))
    } catch let error as DecodingError {
      throw Problem(.badRequest, error.sentence)
    }
  }

  /// A fresh random identifier.
  public static func newIdentifier() -> String {
    var generator = SystemRandomNumberGenerator()
    let halves = (generator.next(), generator.next())
    return hexadecimal(halves.0) + hexadecimal(halves.1)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  var trimmed: String {
    guard let start = firstIndex(where: { $0 != " " && $0 != "\t" }),
      let end = lastIndex(where: { $0 != " " && $0 != "\t" })
    else { return "" }
    return String(self[start...end])
  }
}

extension DecodingError {
  /// Where the body does not fit, without repeating its values.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(DecodingError.place(context.codingPath + [key])) is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(DecodingError.place(context.codingPath)) has another type than expected."
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(DecodingError.place(context.codingPath)) cannot be read."
    case .dataCorrupted: "The body is not well-formed JSON."
    @unknown default: "The body cannot be read."
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    let steps = path.map { step in step.intValue.map(String.init) ?? step.stringValue }
    return "`/" + steps.joined(separator: "/") + "`"
  }
}
