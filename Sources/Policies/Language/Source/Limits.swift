/// Every bound of the language, with its reason.
enum Limits {
  /// Bytes in one file; the longest policy imagined is a tenth of it.
  static let fileBytes = 1 << 20
  /// Bytes in one line; a picture of a longer one would help nobody.
  static let lineBytes = 1 << 13
  /// Letters in one name, so that names can be compared with each other.
  static let nameBytes = 80
  /// Statements in one file, so that they can be compared with each other.
  static let statements = 5_000
  /// Names, records, values or parts in one list of a statement.
  static let listed = 256
  /// Parts of a condition once its names are written out, so that the cost of a decision is known.
  static let written = 4_096
  /// Files compiled together: a policy per remit, the joint one, six vocabularies, and room.
  static let files = 64
  /// Depth of brackets and `not`; deeper conditions are not readable, and the parser recurses.
  static let nesting = 24
  /// Rules in one set, so that a decision's cost is known.
  static let rules = 2_000
  /// Parts of one condition, which is more than anybody reads; the flat form has words of 64 bits.
  static let parts = 64
  /// Members of one enum; a set of them is one 64-bit word, its sign left alone.
  static let members = 63
  /// Records in one list, from the meaning of the language.
  static let listRecords = 32
  /// Fields of one record and attributes of one vocabulary, so that a record's size is known.
  static let fields = 64
  /// Attributes of one vocabulary.
  static let attributes = 512
  /// Findings reported in one run; what follows the first thousand is noise.
  static let findings = 1_000
  /// Digits behind the point of a decimal, so that products stay within 64 bits.
  static let decimalDigits = 6
  /// Largest magnitude that arithmetic may reach, a bit below overflow so that sums can be checked.
  static let magnitude: Int64 = 1 << 61
  /// Bytes of one JSON document of facts.
  static let factsBytes = 1 << 20
  /// Depth of a JSON document of facts: facts need four.
  static let jsonDepth = 16
  /// Facts that one remedy changes at most; nobody follows a longer list.
  static let changes = 4
  /// Sets of changes kept while a remedy is looked for, so that a wide condition stays cheap.
  static let ways = 32
  /// Values tried for one fact of a remedy.
  static let candidates = 4
  /// Combinations of those values tried for one set of changes.
  static let drafts = 16
  /// Sets of changed facts that are walked for one rule, each at the cost of a walk.
  static let trials = 128
  /// Remedies shown for one rule.
  static let remedies = 6
  /// Missing facts whose answers are tried when the next question is looked for.
  static let questions = 64
  /// Answers tried for each.
  static let answers = 8
  /// Mistakes planted in one run; each costs a walk over the tests that reach it.
  static let mutants = 20_000
  /// Mistakes that no test kills for which a record is looked for, each at the cost of a proof.
  static let distinctions = 500
}
