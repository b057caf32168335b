/// A piece of HTML, safe by the way it is made.
///
/// What the source writes is markup; what is interpolated is text and is escaped, unless it is
/// `HTML` itself:
///
///     let row: HTML = "<li class=\"\(kind)\">\(name)</li>"
///
/// Attribute values always stand in double quotes, so one escaping serves text and attributes.
/// Nothing interpolated may stand in a tag's or an attribute's name, a comment, a script or a style.
public struct HTML: Sendable, Equatable, CustomStringConvertible {
  /// The markup.
  public private(set) var markup: String

  /// Nothing.
  public init() { markup = "" }

  /// Escapes text.
  public init(text: String) { markup = HTML.escape(text) }

  private init(trusted: String) { markup = trusted }

  /// Markup that is known to be safe although no literal says so; its caller answers for it.
  public static func unsafeHTML(_ markup: String) -> HTML { HTML(trusted: markup) }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { markup.isEmpty }

  /// The markup.
  public var description: String { markup }

  /// One after the other.
  public static func + (left: HTML, right: HTML) -> HTML {
    HTML(trusted: left.markup + right.markup)
  }

  /// Adds at the end.
  public static func += (left: inout HTML, right: HTML) { left.markup += right.markup }

  /// Escapes the five characters that can end a text or an attribute's value.
  static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }
}

extension HTML: ExpressibleByStringInterpolation {
  /// Markup written in the source.
  public init(stringLiteral markup: String) { self.markup = markup }

  /// Markup with text and pieces set in.
  public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Collects markup and escapes what is set in.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    /// Makes room.
    public init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// What the source says.
    public mutating func appendLiteral(_ literal: String) { markup += literal }

    /// A piece.
    public mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }

    /// A piece, or nothing.
    public mutating func appendInterpolation(_ piece: HTML?) { markup += piece?.markup ?? "" }

    /// Pieces, one after the other.
    public mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.markup }
    }

    /// Text, escaped.
    public mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }

    /// A number.
    public mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    /// A phrase in a language, escaped.
    public mutating func appendInterpolation(_ phrase: Phrase, _ language: Language) {
      markup += HTML.escape(phrase.text(in: language))
    }

    /// An attribute with its value and the space before it, or nothing where the value is nil.
    public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
      guard let value else { return }
      markup += " \(name)=\"\(HTML.escape(value))\""
    }

    /// An attribute without a value, and the space before it, where the condition holds.
    public mutating func appendInterpolation(attribute name: StaticString, if condition: Bool) {
      if condition { markup += " \(name)" }
    }
  }
}

extension Sequence where Element == HTML {
  /// All of them with something between.
  func joined(separator: HTML) -> HTML {
    var result = HTML()
    for (index, piece) in enumerated() {
      if index > 0 { result += separator }
      result += piece
    }
    return result
  }
}
