internal import Foundation

/// An error that knows what the client is to be told.
public protocol AnswerableError: Error {
  /// The answer, free of values, SQL and personal data.
  var problem: Problem { get }
}

/// A refusal in the form of RFC 9457: what happened and what to do.
public struct Problem: AnswerableError, CustomStringConvertible {
  /// The status of the response.
  public var status: Status
  /// A stable name for programs, for example `stale-version`; part of the `type` address.
  public var code: String
  /// One short sentence, the same for every occurrence.
  public var title: String
  /// What happened here, and what to do about it.
  public var detail: String
  /// Further members, for example the events that are allowed.
  public var members: [String: any Encodable & Sendable]
  /// Header fields the answer needs, for example `Allow`.
  public var headers: Headers

  /// A refusal; its code and title are the status's own unless given.
  public init(
    _ status: Status, _ detail: String, code: String? = nil, title: String? = nil,
    members: [String: any Encodable & Sendable] = [:], headers: Headers = [:]
  ) {
    self.status = status
    self.detail = detail
    self.code = code ?? status.title.lowercased().replacingOccurrences(of: " ", with: "-")
    self.title = title ?? status.title
    self.members = members
    self.headers = headers
  }

  /// Itself.
  public var problem: Problem { self }

  /// The title and the detail.
  public var description: String { "\(title): \(detail)" }

  /// What any error is to the client: its own answer, or a 500 that says nothing of its cause.
  public init(of error: any Error) {
    if let answerable = error as? any AnswerableError {
      self = answerable.problem
    } else if error is CancellationError {
      self.init(
        .serviceUnavailable, "The server is stopping or took too long. Try again in a moment.",
        headers: ["Retry-After": "5"])
    } else {
      self.init(
        .internalServerError,
        "Something went wrong on our side. Nothing was changed by this request. "
          + "If it happens again, tell us the request's number.")
    }
  }

  /// The answer as `application/problem+json`, naming the request.
  public func response(requestIdentifier: String) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let document = Document(problem: self, requestIdentifier: requestIdentifier)
    let body = (try? encoder.encode(document)).map(Array.init) ?? Array("{}".utf8)
    var response = Response(status, contentType: "application/problem+json", body: .bytes(body))
    for field in headers.fields { response.headers[field.name] = field.value }
    return response
  }

  private struct Document: Encodable {
    let problem: Problem
    let requestIdentifier: String

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: MemberName.self)
      for (name, value) in problem.members {
        try container.encode(value, forKey: MemberName(stringValue: name))
      }
      try container.encode("urn:sandboxpp:problem:" + problem.code, forKey: "type")
      try container.encode(problem.title, forKey: "title")
      try container.encode(problem.status.code, forKey: "status")
      try container.encode(problem.detail, forKey: "detail")
      try container.encode("urn:sandboxpp:request:" + requestIdentifier, forKey: "instance")
    }
  }

  private struct MemberName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init(stringLiteral value: String) { self.stringValue = value }
    init?(intValue: Int) { nil }
  }
}
