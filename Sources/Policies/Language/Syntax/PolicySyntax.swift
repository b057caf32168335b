/// A policy file as written.
struct PolicySyntax: Sendable {
  var name: Word
  var version: String
  var remit: Word
  var from: Int64
  var texts: TextsSyntax?
  var receivedBefore: Int64?
  var vocabularies: [(kind: Word, version: Int64)] = []
  var instruments: [InstrumentSyntax] = []
  var parameters: [ParameterSyntax] = []
  var lets: [(name: Word, expression: ExpressionSyntax)] = []
  var rules: [RuleSyntax] = []
  var records: [(name: Word, given: GivenSyntax)] = []
  var tests: [TestSyntax] = []
}

struct InstrumentSyntax: Sendable {
  var name: Word
  var texts: TextsSyntax?
  var mark: Word?
  var url: String?
}

struct ParameterSyntax: Sendable {
  struct Dated: Sendable {
    var from: Int64
    var span: Span
    var value: ValueSyntax
    var citations: [CitationSyntax]
  }

  var name: Word
  var type: TypeSyntax
  var texts: TextsSyntax?
  var timeline: [Dated]
}

/// Any rule: the word that begins it, its id, what is special about it, and its clauses.
struct RuleSyntax: Sendable {
  enum Head: Sendable {
    case route(Word)
    case lead(Word)
    case leadOtherwise(Word)
    case refuse
    case waive(Word)
    case document(Word)
    case condition
    case flag
    case ask([Word])
    case suspend
    case approve(Int64, Word)
    case except([Word])
    case gate
    case clock(Word, ValueSyntax)
    case quota(Word, ValueSyntax, per: Word)
    case unless(ValueSyntax)
  }

  var keyword: Word
  var id: Word
  var head: Head
  var clauses: ClausesSyntax
  var exceptions: [RuleSyntax] = []
}

struct ClausesSyntax: Sendable {
  /// Every clause in the order of the text: the word that begins it, `texts` for a sentence, and where it stands.
  var places: [(word: String, span: Span)] = []
  var texts: TextsSyntax?
  var severity: Word?
  var stage: Word?
  var when: ExpressionSyntax?
  var require: ExpressionSyntax?
  var samples: Int64?
  var window: Int64?
  var within: ValueSyntax?
  var suspends: Span?
  var approvedBy: Word?
  var citations: [CitationSyntax]?
  var adoption: (by: Word, on: Int64)?
  var from: Int64?
  var until: (date: Int64, span: Span)?
  /// Cases in flight that were received before this day come under the rule as well.
  var receivedBefore: Int64?
}

/// What a test or an example record states.
struct GivenSyntax: Sendable {
  var base: Word?
  var stated: [(name: Word, value: StatedSyntax)] = []
  var without: [Word] = []
  /// Attributes that differ from the approved version; nil when nothing is said of changes.
  var changed: [Word]?
}

/// A stated value.
indirect enum StatedSyntax: Sendable {
  case value(ValueSyntax)
  case text(String, Span)
  case set([Word], Span)
  case list([[(name: Word, value: StatedSyntax)]], Span)
  case measured(ValueSyntax, samples: Int64, window: Int64?, Span)

  var span: Span {
    switch self {
    case .value(let value): value.span
    case .text(_, let span), .set(_, let span), .list(_, let span), .measured(_, _, _, let span):
      span
    }
  }
}

struct TestSyntax: Sendable {
  var name: String
  var span: Span
  var asOf: Int64
  /// The day the case was received; nil for a case under this very version.
  var received: Int64?
  var stage: Word?
  var given: GivenSyntax
  var expectations: [ExpectationSyntax]
}

struct ExpectationSyntax: Sendable {
  enum Claim: Sendable {
    case set(Word, comparison: String, [Word])
    case lead(Word)
    case notRefused
    /// `refused by`, `undetermined by`, `met`, `waived`, `excepted`, `conflict`, `shadow`, `fires`,
    /// `silent`, `unknown`; with the facts that are missing, or the rules that brought it about.
    case rules(String, [Word], missing: [Word]?, by: [Word]?, terms: [TermSyntax])
    case clock(Word, StatedSyntax)
    case quota(Word, StatedSyntax, per: Word?)
  }

  /// Something that a rule says beside when it holds, in the words of its statement.
  enum TermSyntax: Sendable {
    case severity(Word)
    case within(ValueSyntax)
    case suspends(Bool)
    case by(Int64, Word)
    case to(Word)
    case about([Word])
    case approvedBy(Word)
  }

  var claim: Claim
  var span: Span
}
