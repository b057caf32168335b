/// A statement with its values, which can only be bound.
///
/// `"SELECT name FROM person WHERE id = \(id)"` becomes `… WHERE id = $1` and one parameter; no
/// value ever becomes part of the text. Another `SQL` can be interpolated: its placeholders are
/// numbered anew. The only way round is called `unsafeSQL`, for text that the program itself made.
///
/// A `String` is sent without a type, so the server reads it as what the statement needs there
/// (text, an enum, a citext, a date); where nothing tells, write `\(name)::text`.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// The text as the server gets it, with `$1`, `$2` … for the values.
  public private(set) var text: String

  /// Where in `text` (in UTF-8 code units) each placeholder begins.
  private var placeholders: [Int]

  /// The values in the order of their placeholders.
  public private(set) var parameters: ParameterBuffer

  /// A statement without values.
  public init(stringLiteral value: String) {
    text = value
    placeholders = []
    parameters = ParameterBuffer()
  }

  /// A statement whose interpolations have been bound.
  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.sql
  }

  /// A statement from text that the program made itself; never from what a person has typed.
  public init(unsafeSQL: String) {
    self.init(stringLiteral: unsafeSQL)
  }

  /// Puts another statement, and its values, behind this one.
  public mutating func append(_ other: SQL) {
    let utf8 = other.text.utf8
    var index = utf8.startIndex
    for (number, offset) in other.placeholders.enumerated() {
      let placeholder = utf8.index(utf8.startIndex, offsetBy: offset)
      text += other.text[index..<placeholder]
      markPlaceholder(parameters.count + number + 1)
      index = utf8.index(placeholder, offsetBy: 1 + String(number + 1).utf8.count)
    }
    text += other.text[index...]
    parameters.append(contentsOf: other.parameters)
  }

  /// Several statements' parts as one, with `separator` between them.
  public static func joined(_ parts: [SQL], separator: SQL) -> SQL {
    var whole: SQL = ""
    for (position, part) in parts.enumerated() {
      if position > 0 { whole.append(separator) }
      whole.append(part)
    }
    return whole
  }

  private mutating func markPlaceholder(_ number: Int) {
    placeholders.append(text.utf8.count)
    text += "$"
    text += String(number)
  }

  /// Collects a literal's text and binds its values.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var sql: SQL = ""

    /// Makes room for a statement of about this size.
    public init(literalCapacity: Int, interpolationCount: Int) {
      sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
      sql.placeholders.reserveCapacity(interpolationCount)
      sql.parameters.reserveCapacity(interpolationCount)
    }

    /// Takes a piece of the statement's own text.
    public mutating func appendLiteral(_ literal: String) {
      sql.text += literal
    }

    /// Binds a value.
    public mutating func appendInterpolation<Value: PostgresValue>(_ value: Value) {
      sql.markPlaceholder(sql.parameters.count + 1)
      sql.parameters.append(value)
    }

    /// Binds a value or NULL; without this overload the compiler warns of optionals.
    public mutating func appendInterpolation<Value: PostgresValue>(_ value: Value?) {
      sql.markPlaceholder(sql.parameters.count + 1)
      sql.parameters.append(value)
    }

    /// Takes in another statement with its values.
    public mutating func appendInterpolation(_ other: SQL) {
      sql.append(other)
    }

    /// Takes in text that the program made itself; never what a person has typed.
    public mutating func appendInterpolation(unsafeSQL: String) {
      sql.text += unsafeSQL
    }
  }
}

extension SQL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text without the values.
  public var description: String { text }

  /// The text without the values.
  public var debugDescription: String { text }

  /// The text without the values.
  public var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}
