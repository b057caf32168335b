/// A rule as a person reads it: its condition in words, each of its parts, and what it rests on.
public struct RuleWords: Sendable {
  /// The whole condition.
  public let condition: Texts
  /// The parts of the condition in the order of the text.
  public let parts: [Part]
  /// The instruments with their places, each with the mark of this use.
  public let citations: [Citation]
  /// The condition as it stands in the policy; empty where the rule has none.
  public let text: String

  /// A part of a condition.
  public struct Part: Sendable, Equatable {
    /// As the policy words it, and as a decision names it.
    public let text: String
    /// In words.
    public let words: Texts
  }

  /// The words for a part as a decision names it; nil for what the rule does not read.
  public func words(of part: String) -> Texts? { parts.first { $0.text == part }?.words }
}

extension PolicySet {
  /// A rule in words.
  ///
  /// - Parameters:
  ///   - rule: A rule of the set.
  ///   - day: The day whose values parameters have.
  /// - Returns: its condition, parts and sources in both languages.
  public func words(of rule: Rule, on day: CivilDate) -> RuleWords {
    let words = ConditionWords(set: self, day: day)
    var parts: [RuleWords.Part] = []
    rule.condition.forEachPart { part in
      let part = RuleWords.Part(text: text(of: part), words: words.say(part))
      if !parts.contains(part) { parts.append(part) }
    }
    return RuleWords(
      condition: words.say(rule.condition), parts: parts, citations: rule.citations,
      text: rule.conditionSpans.map { sources[$0.file].words($0.start, $0.end) }
        .joined(separator: "; "))
  }

  /// What a fact is called that a decision names as missing: an attribute, or a field of a list's
  /// records with the list before it; nil for what no vocabulary has.
  ///
  /// - Parameter fact: `control.hitl`, `provider.notice` or `provider[0].notice`.
  /// - Returns: its label.
  public func label(ofFact fact: String) -> Texts? {
    for vocabulary in vocabularies {
      if let label = vocabulary.label(ofFact: fact) { return label }
    }
    return nil
  }
}

extension Vocabulary {
  /// What a fact is called: an attribute, or a field of a list's records with the list before it.
  ///
  /// - Parameter fact: `control.hitl`, `provider.notice` or `provider[0].notice`.
  /// - Returns: its label; nil for what the vocabulary does not have.
  public func label(ofFact fact: String) -> Texts? {
    if let place = index(of: fact) { return attributes[place].label }
    guard let dot = fact.lastIndex(of: ".") else { return nil }
    let list = String(fact[..<dot].prefix { $0 != "[" })
    guard let place = index(of: list), case .list(let record, _) = attributes[place].type,
      let field = record.index(of: String(fact[fact.index(after: dot)...]))
    else { return nil }
    return attributes[place].label.says(record.fields[field].label)
  }
}
