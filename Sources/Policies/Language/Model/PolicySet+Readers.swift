extension PolicySet {
  /// The attributes of the application on which a remit's word on a case rests: what the vocabulary
  /// means for it or for all, and what the rules read that concern it.
  ///
  /// - Parameters:
  ///   - remit: The remit.
  ///   - isLead: Whether it leads the case: joint rules that name no remit are the lead's.
  /// - Returns: names in the vocabulary's order.
  public func attributesRead(by remit: String, isLead: Bool) -> [String] {
    let attributes = vocabularies[0].attributes
    var read = Set(
      attributes.indices.filter { number in
        let audience = attributes[number].audience
        return audience.isEmpty || audience.contains("all") || audience.contains(remit)
      })
    for rule in rulesConcerning(remit, isLead: isLead) {
      read.formUnion(attributesRead(by: rule))
    }
    return read.sorted().filter { !attributes[$0].isDerived }.map { attributes[$0].name }
  }

  /// The attributes of the application that a rule reads, derived ones by what they are derived from.
  ///
  /// - Parameter id: The rule's.
  /// - Returns: names in the vocabulary's order; none for a rule that the set does not have.
  public func attributesRead(byRule id: String) -> [String] {
    guard let rule = rule(id) else { return [] }
    let attributes = vocabularies[0].attributes
    return attributesRead(by: rule).sorted().map { attributes[$0].name }
  }

  /// The kinds of documents on which a remit's word on a case rests: those that the rules concerning it
  /// ask for or ask about.
  ///
  /// - Parameters:
  ///   - remit: The remit.
  ///   - isLead: Whether it leads the case, as in ``attributesRead(by:isLead:)``.
  /// - Returns: names in the vocabulary's order.
  public func documentsRead(by remit: String, isLead: Bool) -> [String] {
    let named = Set(
      rulesConcerning(remit, isLead: isLead).flatMap { rule -> [String] in
        switch rule.kind {
        case .document(let paper): [paper]
        case .ask(let names): names
        default: []
        }
      })
    return vocabularies[0].papers.map(\.name).filter(named.contains)
  }

  /// The rules that concern a remit, with what takes their effect away or puts another value in its
  /// place, which is part of them.
  private func rulesConcerning(_ remit: String, isLead: Bool) -> [Rule] {
    rules.indices.filter { number in
      let concerned = concerned(by: number)
      return concerned.contains(remit) || isLead && concerned == ["joint"]
    }.flatMap { number in
      ([number] + relievers[number] + alternatives[number]).map { rules[$0] }
    }
  }

  /// The remits that a rule concerns; `joint` where it is all's and names none.
  private func concerned(by number: Int) -> Set<String> {
    let rule = rules[number]
    var concerned: Set<String> = [rule.remit]
    switch rule.kind {
    case .route(let remit), .lead(let remit): concerned.insert(remit)
    case .approve(_, let approver), .waive(_, let approver): concerned.insert(approver.remit)
    default: break
    }
    rule.condition.forEachRemit(named) { concerned.insert(remits[$0].name) }
    return concerned
  }

  /// Positions of the application's attributes in a rule's condition and in what it chooses by.
  private func attributesRead(by rule: Rule) -> Set<Int> {
    var read = Set(rule.condition.places(self).filter { $0.vocabulary == 0 }.map(\.attribute))
    switch rule.kind {
    case .leadOtherwise(let attribute):
      read.formUnion(vocabularies[0].index(of: attribute).map { [$0] } ?? [])
    case .ask(let names): read.formUnion(names.compactMap { vocabularies[0].index(of: $0) })
    default: break
    }
    return read
  }
}

extension Condition {
  /// Calls for every remit that it asks about with `routed`, also behind names.
  fileprivate func forEachRemit(_ named: [NamedCondition], _ body: (Int) -> Void) {
    switch self {
    case .routed(let remit): body(remit)
    case .not(let inner): inner.forEachRemit(named, body)
    case .all(let parts), .any(let parts):
      for part in parts { part.forEachRemit(named, body) }
    case .named(let number): named[number].condition.forEachRemit(named, body)
    case .atom: break
    }
  }
}
