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

  /// What a rule rests on; nil for one that the set does not have.
  func cites(_ rule: String, isBrief: Bool = false) -> [Cite]? {
    policies.rule(rule).map { $0.citations.map { Cite($0, isBrief: isBrief) } }
  }
}

extension Phrase {
  /// A text of a policy or a vocabulary.
  init(_ texts: Texts) { self.init(texts.en, texts.zh) }
}
