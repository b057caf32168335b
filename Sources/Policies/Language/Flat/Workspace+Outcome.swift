/// What was decided: numbers at once, names on demand.
extension Workspace {
  /// Whether a binding refusal is true, and whether one is open.
  public var refusal: (isRefused: Bool, isOpen: Bool) {
    var seen: (isRefused: Bool, isOpen: Bool) = (false, false)
    for index in 0..<tables.refusals.count {
      switch answers[Int(tables.refusals[index])] {
      case Kleene.yes: seen.isRefused = true
      case Kleene.unknown: seen.isOpen = true
      default: break
      }
    }
    return seen
  }

  /// The remits routed to, surely and possibly, one bit each in the vocabulary's order.
  public var routedRemits: (certain: UInt64, possible: UInt64) {
    var remits: (certain: UInt64, possible: UInt64) = (0, 0)
    for (answer, remit) in parts.routes {
      let code = answers[Int(answer)]
      if code == Kleene.yes { remits.certain |= remit }
      if code != Kleene.no { remits.possible |= remit }
    }
    return remits
  }

  /// The effect of a rule by its number: true, false, or nil when it is unknown or not evaluated.
  public func effect(ofRule number: Int) -> Bool? {
    let answer = parts.effective[number]
    return answer < 0 ? nil : Kleene.value(answers[Int(answer)])
  }

  /// How many rules are evaluated and their effect unknown.
  var openRules: Int {
    parts.effective.reduce(0) { count, answer in
      answer < 0 ? count : count &+ Int(Kleene.open(answers[Int(answer)]))
    }
  }

  /// The whole decision with names, sentences and grounds.
  public func decision() -> Decision {
    DecisionBuilder(
      set: program.set, stage: program.stage, asOf: program.asOf, truths: truths(),
      atoms: { self.atoms(ofRule: $0) }, fact: { self.member($0) }
    ).build()
  }

  /// What became of each rule, in the terms of the reference walk.
  func truths() -> [RuleTruth?] { program.set.rules.indices.map { truth(ofRule: $0) } }

  /// What became of a rule; nil where it is not evaluated.
  func truth(ofRule number: Int) -> RuleTruth? {
    guard parts.raw[number] >= 0 else { return nil }
    let relievers = program.set.relievers[number].filter { parts.effective[$0] >= 0 }
    return RuleTruth(
      raw: truth(Int(parts.raw[number])), effective: truth(Int(parts.effective[number])),
      relievedBy: relievers.filter { answers[Int(parts.effective[$0])] == Kleene.yes },
      openRelief: relievers.map { truth(Int(parts.effective[$0])) }.filter { $0.value == nil })
  }

  private func truth(_ answer: Int) -> Truth {
    guard let value = Kleene.value(answers[answer]) else {
      let places = parts.facts.indices.filter {
        missing[answer * words + $0 / 64] >> UInt64($0 % 64) & 1 == 1
      }
      return .unknown(Set(places.map { parts.facts[$0] }))
    }
    return .known(value)
  }

  /// The parts of a rule's condition, each with its value.
  func atoms(ofRule number: Int) -> [AtomOutcome] {
    var outcomes: [AtomOutcome] = []
    program.set.rules[number].condition.forEachPart { part in
      guard let answer = parts.known[part] else { return }
      let outcome = AtomOutcome(
        text: program.set.text(of: part), value: Kleene.value(answers[answer]))
      if !outcomes.contains(outcome) { outcomes.append(outcome) }
    }
    return outcomes
  }

  /// The member that an attribute of the application has.
  private func member(_ name: String) -> FactValue? {
    guard let index = program.set.vocabularies[0].index(of: name) else { return nil }
    let base = records[0]
    let layout = program.set.vocabularies[0].layout
    let state = base.load(fromByteOffset: RecordLayout.digestLength + index, as: UInt8.self)
    guard state == RecordLayout.stated else { return nil }
    return .members(
      base.loadUnaligned(fromByteOffset: layout.valueOffsets[index], as: UInt64.self))
  }
}

extension PolicySet {
  /// The decision in a situation, by the flat form.
  public func decide(_ situation: Situation) -> Decision {
    let workspace = Workspace(
      Program(self, at: situation.stage, asOf: situation.asOf, received: situation.received))
    workspace.load(situation)
    workspace.evaluate()
    return workspace.decision()
  }
}
