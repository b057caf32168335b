/// A word of the language.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    case name
    case integer(Int64)
    /// Units and digits behind the point.
    case decimal(Int64, scale: Int)
    /// The same, of one hundredth.
    case percent(Int64, scale: Int)
    /// Days since 1970-01-01.
    case date(Int64)
    case version
    case string(String)
    case symbol
    case end
  }

  var kind: Kind
  /// As written; for a string with its quotes.
  var text: String
  var span: Span
  /// Whether nothing but space stands before it on its line.
  var beginsLine: Bool
  /// Whether an empty line stands before it.
  var followsBlankLine = false
  /// How deep in braces and brackets it stands.
  var depth = 0

  func isWord(_ word: String) -> Bool { kind == .name && text == word }
  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// How a message names it.
  var described: String {
    switch kind {
    case .end: "the end of the file"
    case .string: "a text"
    default: "`\(text)`"
    }
  }
}

/// A remark from `#` to the end of its line; it means nothing and is kept by the formatter.
struct Comment: Sendable, Equatable {
  /// From `#` on, without space at its end.
  var text: String
  /// The number of the token that follows.
  var nextToken: Int
  /// Whether nothing but space stands before it on its line.
  var beginsLine: Bool
  /// Whether an empty line stands before it.
  var followsBlankLine: Bool
}
