extension PolicySet {
  /// The missing facts that can still change an outcome, the best to ask first.
  ///
  /// First what keeps the route open, then what keeps the lead open, then what settles most rules: for each fact a few
  /// answers are tried, and the rules counted that are open now and not then. A fact that is on nobody's way to an
  /// outcome is not in the list. At most `Limits.questions` facts are tried with `Limits.answers` answers each.
  ///
  /// - Parameter situation: What is known.
  /// - Returns: The questions in their order; empty when no missing fact matters.
  public func nextQuestions(_ situation: Situation) -> [Question] {
    NextQuestions(self, situation).ranked()
  }
}

/// Finds and ranks the facts that open rules wait for.
private struct NextQuestions {
  let set: PolicySet
  let situation: Situation
  private let workspace: Workspace
  private let open: [Place: [Int]]
  private let openBefore: Set<Int>
  private let decision: Decision

  init(_ set: PolicySet, _ situation: Situation) {
    self.set = set
    self.situation = situation
    workspace = Workspace(Program(set, at: situation.stage, asOf: situation.asOf))
    workspace.load(situation)
    workspace.evaluate()
    decision = workspace.decision()
    var open: [Place: [Int]] = [:]
    var openBefore: Set<Int> = []
    for (number, truth) in workspace.truths().enumerated() {
      let missing = truth?.missing(set.rules[number].kind.shape) ?? []
      guard !missing.isEmpty else { continue }
      openBefore.insert(number)
      for place in missing { open[place, default: []].append(number) }
    }
    self.open = open
    self.openBefore = openBefore
  }

  func ranked() -> [Question] {
    let route = Set(decision.route.missing)
    var lead: Set<String> = []
    if case .undetermined(let missing) = decision.lead { lead = Set(missing) }
    let places = open.keys.filter { canBeAnswered($0) }.sorted { order($0) < order($1) }
    let ranked = places.map { place in
      let name = set.name(of: place)
      return (place: place, isRoute: route.contains(name), isLead: lead.contains(name))
    }.sorted { first, second in
      rank(first).lexicographicallyPrecedes(rank(second))
    }
    let questions = ranked.prefix(Limits.questions).enumerated().map { offset, entry in
      (offset, question(entry.place, entry.isRoute, entry.isLead))
    }
    return questions.sorted { first, second in
      let sides = [first, second].map { offset, question in
        [
          question.keepsRouteOpen ? 0 : 1, question.keepsLeadOpen ? 0 : 1,
          // An average, in thousandths.
          -question.settled * 1_000 / max(1, question.answers), offset,
        ]
      }
      return sides[0].lexicographicallyPrecedes(sides[1])
    }.map(\.1)
  }

  /// Before any answer is tried: route, lead, rules waiting, place in the form.
  private func rank(_ entry: (place: Place, isRoute: Bool, isLead: Bool)) -> [Int] {
    [
      entry.isRoute ? 0 : 1, entry.isLead ? 0 : 1, -(open[entry.place]?.count ?? 0),
      order(entry.place),
    ]
  }

  private func order(_ place: Place) -> Int {
    (place.vocabulary * Limits.attributes + place.attribute) * (Limits.fields + 1)
      + (place.field ?? -1) + 1
  }

  /// Whether the attribute exists at this stage and is not stated; what `changed` waits for is no question.
  private func canBeAnswered(_ place: Place) -> Bool {
    var whole = place
    whole.field = nil
    let vocabulary = set.vocabularies[place.vocabulary]
    guard set.attribute(at: whole).stage <= situation.stage else { return false }
    guard place.field == nil, !set.attribute(at: whole).isMeasured else { return true }
    return situation.facts[vocabulary.kind]?.values[place.attribute] == nil
  }

  private func question(_ place: Place, _ isRoute: Bool, _ isLead: Bool) -> Question {
    var whole = place
    whole.field = nil
    let answers = answers(place)
    var settled = 0
    for answer in answers {
      workspace.load(state(answer, at: place))
      workspace.evaluate()
      settled += openBefore.count { !isOpen($0) }
    }
    return Question(
      fact: set.name(of: place), texts: set.attribute(at: place).question,
      author: set.attribute(at: whole).author, keepsRouteOpen: isRoute, keepsLeadOpen: isLead,
      rules: (open[place] ?? []).map { set.rules[$0].id }, settled: settled,
      answers: answers.count)
  }

  /// Whether a missing fact can change what the rule comes to, by what is loaded.
  private func isOpen(_ number: Int) -> Bool {
    if workspace.effect(ofRule: number) == nil { return true }
    guard !set.relievers[number].isEmpty else { return false }
    return workspace.truth(ofRule: number)?.outcome(set.rules[number].kind.shape) == .undetermined
  }

  // MARK: Answers

  /// The situation with a fact stated, in every record that lacks it.
  private func state(_ answer: FactValue, at place: Place) -> Situation {
    var draft = SituationDraft(set, situation)
    guard place.field != nil else {
      draft.apply(.init(slot: .init(place: place), value: answer))
      return draft.situation
    }
    var list = place
    list.field = nil
    guard case .list(let records)? = draft.value(.init(place: list)) else { return situation }
    for record in records.indices {
      let slot = SituationDraft.Slot(place: place, record: record)
      if draft.value(slot) == nil { draft.apply(.init(slot: slot, value: answer)) }
    }
    return draft.situation
  }

  /// Some answers of each kind: both of a bool, members, numbers at both ends and between.
  private func answers(_ place: Place) -> [FactValue] {
    let attribute = set.attribute(at: place)
    var answers: [FactValue] = attribute.mayBeNone ? [.none] : []
    switch attribute.type {
    case .bool:
      answers += [.bool(true), .bool(false)]
    case .text, .digest:
      answers.append(.text(""))
    case .member(let members):
      answers += members.members.indices.map { .members(1 << UInt64($0)) }
    case .set(let members):
      answers += [.members(0), .members(members.everything)]
      answers += members.members.indices.map { .members(1 << UInt64($0)) }
    case .list(let record, _):
      answers += [.list([]), .list([Array(repeating: nil, count: record.fields.count)])]
    case .date:
      let day = situation.asOf.day
      answers += [-366, -30, 0, 30, 366].map { .number(day + $0) }
    default:
      guard let range = attribute.type.number?.range else { break }
      let middle = range.lowerBound / 2 + range.upperBound / 2
      answers += [range.lowerBound, middle, range.upperBound].map { .number($0) }
    }
    return Array(answers.prefix(Limits.answers))
  }
}
