/// Looks for the smallest changes of facts that clear a rule, and lets the reference walk confirm each.
struct RemedySearch {
  let set: PolicySet
  let situation: Situation
  let walk: ReferenceWalk
  private let before: Decision

  init(_ set: PolicySet, _ situation: Situation, decision: Decision) {
    self.set = set
    self.situation = situation
    before = decision
    walk = ReferenceWalk(set, situation)
  }

  /// What clears a refusal or suspension, or passes a gate.
  ///
  /// Every remedy is turned into facts and confirmed: the rule is cleared, the case stays with its remits, and with any of
  /// the changes left out the rule is not cleared.
  func clearance(of number: Int) -> Clearance {
    var found: [(remedy: Remedy, disturbed: Int)] = []
    let refused = Set(before.refusals.map(\.id))
    var trials = Limits.trials
    for way in GoalFinder(walk).ways(toMake: number, wanted(number)) {
      for draft in drafts(way, clearing: number, &trials) where isMinimal(draft, number) {
        let (changes, waivers) = (changes(draft), waivers(draft, way, number))
        // Another value of the same facts for the same reason says nothing new.
        let isKnown = found.contains { other, _ in
          other.waivers == waivers && other.changes.map(\.fact) == changes.map(\.fact)
            && other.changes.map(\.condition) == changes.map(\.condition)
        }
        if isKnown { continue }
        let after = set.decideByWalking(draft.situation, listsParts: false)
        guard staysWithItsRemits(after) else { continue }
        let raises = after.refusals.map(\.id).filter { !refused.contains($0) }
        let disturbed = zip(before.rules, after.rules).count { $0.outcome != $1.outcome }
        found.append((Remedy(changes: changes, waivers: waivers, raises: raises), disturbed))
      }
    }
    let sorted = found.enumerated().map { offset, entry in
      (entry.remedy, rank(entry.remedy, entry.disturbed, offset))
    }.sorted { $0.1.lexicographicallyPrecedes($1.1) }
    return Clearance(
      rule: set.rules[number].id, remedies: sorted.prefix(Limits.remedies).map(\.0))
  }

  private func wanted(_ number: Int) -> Bool { set.rules[number].kind == .gate }

  /// What the applicant does alone first, then the fewest changes, then what leaves most as it is.
  private func rank(_ remedy: Remedy, _ disturbed: Int, _ order: Int) -> [Int] {
    [remedy.isByApplicant ? 0 : 1, remedy.changes.count, remedy.raises.count, disturbed, order]
  }

  // MARK: Trying

  /// Changed facts that reach all goals of a way and clear the rule, with a few values for each.
  private func drafts(_ way: Way, clearing number: Int, _ trials: inout Int) -> [SituationDraft] {
    let goals = way.goals.sorted { order($0) < order($1) }
    var drafts = [SituationDraft(set, situation)]
    for goal in goals {
      drafts = drafts.flatMap { draft in
        EditFinder(draft: draft).edits(for: goal).map { edits in
          var next = draft
          next.apply(edits, for: aim(goal))
          return next
        }
      }
      drafts = Array(drafts.prefix(Limits.drafts))
    }
    let tried = drafts.prefix(max(0, trials))
    trials -= tried.count
    return tried.filter { draft in
      ReferenceWalk(set, draft.situation).ruleTruth(number).effective.value == wanted(number)
    }
  }

  /// Whether nothing could be left out.
  private func isMinimal(_ draft: SituationDraft, _ number: Int) -> Bool {
    let slots = Array(draft.edits.keys)
    if slots.isEmpty { return false }
    return slots.allSatisfy { left in
      var smaller = SituationDraft(set, situation)
      for slot in slots where slot != left {
        smaller.apply(.init(slot: slot, value: draft.value(slot)))
      }
      let truth = ReferenceWalk(set, smaller.situation).ruleTruth(number).effective
      return truth.value != wanted(number)
    }
  }

  /// Whether the case is taken away from no remit and brought to no other.
  private func staysWithItsRemits(_ after: Decision) -> Bool {
    Set(before.route.certain).isSubset(of: after.route.certain)
      && Set(after.route.possible).isSubset(of: before.route.possible)
  }

  private func waivers(_ draft: SituationDraft, _ way: Way, _ number: Int) -> [Remedy.Waiver] {
    if way.waivers.isEmpty { return [] }
    let truths = ReferenceWalk(set, draft.situation).ruleTruth(number)
    return truths.relievedBy.filter { way.waivers.contains($0) }.compactMap { waiver in
      if case .waive(_, let approver) = set.rules[waiver].kind {
        return Remedy.Waiver(rule: set.rules[waiver].id, approver: approver)
      }
      return nil
    }
  }

  private func changes(_ draft: SituationDraft) -> [FactChange] {
    draft.edits.keys.sorted { key($0).lexicographicallyPrecedes(key($1)) }
      .map { change($0, draft) }
  }

  private func key(_ slot: SituationDraft.Slot) -> [Int] {
    [slot.place.vocabulary, slot.place.attribute, slot.record ?? -1, slot.place.field ?? -1]
  }

  // MARK: Words

  private func order(_ goal: Goal) -> String {
    switch goal {
    // What is stated comes before what is compared, so that a boundary is looked for last.
    case .empty(let list): return "0 \(set.name(of: list))"
    case .atom(.compare, let wording, _, let record): return "2 \(wording.text) \(record ?? 0)"
    case .atom(_, let wording, _, let record): return "1 \(wording.text) \(record ?? 0)"
    }
  }

  private func aim(_ goal: Goal) -> SituationDraft.Aim {
    let words = ConditionWords(set: set, day: situation.asOf)
    switch goal {
    case .empty(let list):
      return .init(
        text: "\(set.name(of: list)) is empty",
        words: words.say(
          .atom(.quantified(.no, list: list, .constant(true)), Wording(text: ""))))
    case .atom(let atom, let wording, let wanted, let record):
      var said = words.say(.atom(atom, wording), isDenied: !wanted)
      if let record, let field = atom.places.first(where: { $0.field != nil }) {
        var list = field.plain
        list.field = nil
        said = set.attribute(at: list).label.map(
          en: { "\($0), entry \(record + 1)" }, zh: { "\($0)第\(record + 1)項" }
        ).says(said)
      }
      return .init(text: wanted ? wording.text : "not \(wording.text)", words: said)
    }
  }

  private func change(_ slot: SituationDraft.Slot, _ draft: SituationDraft) -> FactChange {
    var list = slot.place
    list.field = nil
    let whole = set.attribute(at: list)
    var name = whole.name
    if let field = slot.place.field, let record = slot.record,
      case .list(let type, _) = whole.type
    {
      name += "[\(record)].\(type.fields[field].name)"
    }
    let type = set.attribute(at: slot.place).type
    func shown(_ draft: SituationDraft) -> JSONValue? {
      slot.isDifference ? nil : draft.value(slot).map { Facts.json($0, type) }
    }
    var aims: [SituationDraft.Aim] = []
    for aim in draft.edits[slot] ?? [] where !aims.contains(aim) { aims.append(aim) }
    return FactChange(
      fact: name, condition: aims.map(\.text).joined(separator: " and "),
      words: aims.map(\.words).joined(en: ", and ", zh: "，而且"),
      from: shown(SituationDraft(set, situation)), to: shown(draft), author: whole.author)
  }
}
