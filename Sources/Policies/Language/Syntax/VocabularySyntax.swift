/// A vocabulary file as written.
struct VocabularySyntax: Sendable {
  var kind: Word
  var version: Int64
  var texts: TextsSyntax?
  var names: [DeclarationSyntax] = []
  var enums: [(name: Word, members: [MemberSyntax])] = []
  var records: [RecordSyntax] = []
  var attributes: [AttributeSyntax] = []
}

/// A name with its label: a remit, an operator, a role, a paper, a timer, a resource, a section.
struct DeclarationSyntax: Sendable {
  var keyword: Word
  var name: Word
  var texts: TextsSyntax?
}

/// A record: `record licence { class : … }`.
struct RecordSyntax: Sendable {
  var name: Word
  var fields: [AttributeSyntax]
}

/// An attribute, or a field of a record.
struct AttributeSyntax: Sendable {
  var name: Word
  var type: TypeSyntax
  var orNone = false
  var texts: TextsSyntax?
  var question: TextsSyntax?
  var unit: TextsSyntax?
  var audience: [Word] = []
  var author: Word?
  var stage: Word?
  var isRecorded = false
  var isMeasured = false
  var derived: ExpressionSyntax?
  var section: String?
}
