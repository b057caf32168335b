public import Transparency

/// One event fired at one subject, as the caller asks for it.
public struct Act: Sendable {
  /// `<machine>/<id>`, or `<machine>/new` for an event that creates a subject.
  public var subject: String
  /// The event's name.
  public var event: String
  /// The version that the caller saw; nil where the event names what it is about.
  public var expected: Int?
  /// What the caller says; stands in the audit entry.
  public var detail: [String: CanonicalJSON]
  /// What is written to rows; stands in the entry by its SHA-256 only.
  public var payload: [String: CanonicalJSON]

  /// An act on a subject.
  public init(
    _ subject: String, _ event: String, expected: Int? = nil,
    detail: [String: CanonicalJSON] = [:], payload: [String: CanonicalJSON] = [:]
  ) {
    self.subject = subject
    self.event = event
    self.expected = expected
    self.detail = detail
    self.payload = payload
  }
}

/// Where a subject stands after an act.
public struct Standing: Sendable, Hashable, Codable {
  /// `<machine>/<id>`.
  public let subject: String
  /// The state; nil for what has none.
  public let state: String?
  /// The entries so far: what the next caller expects.
  public let version: Int

  /// The part of `subject` after the machine's name.
  public var id: String { String(subject.drop { $0 != "/" }.dropFirst()) }
}
