public import Foundation

/// What a handler answers.
public struct Response: Sendable {
  /// Where the bytes come from.
  public enum Body: Sendable {
    /// All of them, at hand.
    case bytes([UInt8])
    /// A file, sent by the kernel; opened when the response is sent.
    case file(path: String)
    /// Pieces as they come, at most one waiting; the heartbeat is sent when none came for a while.
    case stream(any AsyncSequence<[UInt8], any Error> & Sendable, heartbeat: [UInt8]?)
  }

  /// The outcome in a number.
  public var status: Status
  /// The header fields; length, date and connection are the listener's.
  public var headers: Headers
  /// The content.
  public var body: Body

  /// A response from its parts.
  public init(_ status: Status, headers: Headers = [:], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response whose content has a media type.
  public init(_ status: Status = .ok, contentType: String, body: Body) {
    self.init(status, headers: ["Content-Type": contentType], body: body)
  }

  /// An HTML page.
  public static func html(_ text: String, status: Status = .ok) -> Response {
    Response(status, contentType: "text/html; charset=utf-8", body: .bytes(Array(text.utf8)))
  }

  /// Plain text.
  public static func text(_ text: String, status: Status = .ok) -> Response {
    Response(status, contentType: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
  }

  /// A value as JSON with sorted keys, so that equal values have equal bytes.
  ///
  /// - Throws: what the value's own encoding throws.
  public static func json(
    _ value: some Encodable, status: Status = .ok, encoder: JSONEncoder = Response.encoder
  ) throws -> Response {
    Response(
      status, contentType: "application/json", body: .bytes(Array(try encoder.encode(value))))
  }

  /// Sorted keys, plain slashes, times as RFC 3339.
  public static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }

  /// Sends the client to another address of this server.
  ///
  /// An address elsewhere becomes `/`: what a query asked for can never lead off the site.
  public static func redirect(to path: String, status: Status = .seeOther) -> Response {
    Response(status, headers: ["Location": isLocal(path) ? path : "/"])
  }

  /// Whether an address stays on this server: one leading slash, no backslash, no control.
  public static func isLocal(_ path: String) -> Bool {
    path.hasPrefix("/") && !path.hasPrefix("//")
      && !path.utf8.contains { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
  }

  /// The content offered for saving under a name (RFC 6266).
  public func offered(as fileName: String) -> Response {
    var copy = self
    let plain = String(
      fileName.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
    copy.headers["Content-Disposition"] =
      "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(fileName))"
    return copy
  }

  /// Adds a cookie.
  public mutating func set(_ cookie: Cookie) { headers.add("Set-Cookie", cookie.line) }
}
