internal import Policies

/// How pages read a rule to a person: in words and in both languages, with what officers cite beside.
struct RuleReading: Sendable {
  /// The set that judged.
  let policies: PolicySet
  /// The day that it saw.
  let day: CivilDate

  /// A rule in words; nil for one that the set does not have.
  func words(_ rule: String) -> RuleWords? {
    policies.rule(rule).map { policies.words(of: $0, on: day) }
  }

  /// What a fact is called; its name where no vocabulary has it.
  func label(_ fact: String) -> Phrase {
    policies.label(ofFact: fact).map(Phrase.init) ?? .same(fact)
  }

  /// Where a rule stands, for a line of text: titles in words, the short form to point at.
  func source(_ rule: String, filed: String, _ language: Language) -> HTML {
    OutcomeRow.cited(words(rule)?.titles ?? .same(filed), short: filed, language)
  }
}

extension RuleWords {
  /// The instruments with their places, in one line.
  var titles: Phrase { RuleWords.inLine(sources) }

  /// The same by their short names, for rows whose instruments are one step away.
  var codes: Phrase { RuleWords.inLine(briefly) }

  private static func inLine(_ texts: [Texts]) -> Phrase {
    Phrase(texts.map(\.en).joined(separator: "; "), texts.map(\.zh).joined(separator: "；"))
  }
}

extension Phrase {
  /// A text of a policy or a vocabulary.
  init(_ texts: Texts) { self.init(texts.en, texts.zh) }
}
