/// A name as written, and where.
struct Word: Sendable {
  var text: String
  var span: Span
}

/// A sentence in both languages; nil where one is missing.
struct TextsSyntax: Sendable {
  var en: String?
  var zh: String?
  var span: Span

  var texts: Texts { Texts(en: en ?? "", zh: zh ?? "") }
}

/// A literal whose type is settled by where it stands.
enum LiteralSyntax: Sendable {
  case integer(Int64)
  case decimal(Int64, scale: Int)
  case percent(Int64, scale: Int)
  case money(Int64, scale: Int)
  case date(Int64)
  case length(Int64, LengthUnit)
  /// `yes`, `no`, `none`, or a member's name.
  case word(String)
}

struct ValueSyntax: Sendable {
  var literal: LiteralSyntax
  var span: Span
}

/// A type as written.
struct TypeSyntax: Sendable {
  enum Shape: Sendable {
    /// `bool`, `int`, `money` and so on, or the name of an enum.
    case named(Word, digits: Word?, range: (ValueSyntax, ValueSyntax)?)
    case members([MemberSyntax])
    indirect case set(TypeSyntax)
    case list(record: Word, atMost: Word)
  }

  var shape: Shape
  var span: Span
}

struct MemberSyntax: Sendable {
  var name: Word
  var texts: TextsSyntax?
}

/// `cite S-LM para "18(b)" as proposal`.
struct CitationSyntax: Sendable {
  var instrument: Word
  var place: String
  var mark: Word?
}
