/// What is wrong with a document of facts: where, what was expected, and how to mend it.
public struct FactsProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The member, such as `provider[2].notice`; empty for the whole document.
  public let path: String
  /// One sentence; never shows the value.
  public let sentence: String
  /// A name that was probably meant, or what may stand there.
  public let help: String?

  /// As a person reads it.
  public var description: String {
    (path.isEmpty ? "" : "`\(path)`: ") + sentence + (help.map { " (\($0))" } ?? "")
  }

  var json: JSONValue {
    .object([
      ("path", .string(path)), ("sentence", .string(sentence)),
      ("help", help.map(JSONValue.string) ?? .null),
    ])
  }
}
