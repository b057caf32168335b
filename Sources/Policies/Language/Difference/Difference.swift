/// How a set of policies stands to another, as far as one remit's rules of one kind go.
enum Verdict: String, Sendable {
  case equivalent, stricter, looser
  /// Stricter for some records and looser for others, or simply different.
  case incomparable
}

/// A record that two sets of policies treat differently.
struct DifferenceWitness: Sendable {
  /// `stricter`, `looser` or `different`, for this record.
  let direction: String
  /// What differs, in a few words.
  let what: String
  /// A test that the old policies pass and the new ones do not; nil where the language has no words for it.
  let before: String?
  /// A test that the new policies pass and the old ones do not.
  let after: String?
}

/// What changed in one remit's rules of one kind.
struct GroupDifference: Sendable {
  /// The remit, or `joint`.
  let remit: String
  /// The word that begins the statements.
  let kind: String
  /// How the new stands to the old.
  let verdict: Verdict
  /// At most one for each direction.
  let witnesses: [DifferenceWitness]
  /// Whether part of it could not be settled in the time there is.
  let isUnsettled: Bool
}

/// Compares two sets of policies for every record, day and stage.
struct Difference {
  let old: PolicySet
  let new: PolicySet
  let prover: Prover?

  /// One way in which a group may differ.
  private struct Question {
    let group: Group
    let direction: String
    let what: String
    let goal: Term
  }

  /// The groups in order, and whether "equivalent" was proved.
  func run() -> (groups: [GroupDifference], isProof: Bool) {
    let table = TermTable()
    let count = ElementCount([old, new])
    var before = DemandReader(
      Translation(old, elements: count.elements, table: table), beside: [old, new])
    var after = DemandReader(
      Translation(new, elements: count.elements, table: table), beside: [old, new])
    let groups = Set(before.groups + after.groups).sorted()
    // Days on which both are in force: before that there is nothing to compare.
    let day = (old.policies + new.policies).map(\.from).max() ?? CivilDate(day: 0)
    let isInForce = before.translation.isOnOrAfter(day)
    let questions = groups.flatMap { group in
      self.questions(group, &before, &after, table).map { question in
        Question(
          group: question.group, direction: question.direction, what: question.what,
          goal: table.and([isInForce, question.goal]))
      }
    }
    let flips = Flips(old: old, new: new)
    let (answers, isProof) = Settlement(
      table: table, prover: prover, counts: count.counts
    ).settle(
      questions.map(\.goal)
    ) { number, assignment in
      flips.isSeen(questions[number].group, Witness(assignment: assignment))
    }
    let found = zip(questions, answers)
    return (
      groups.map { group in
        difference(group, found.filter { $0.0.group == group }, flips, table)
      }, isProof
    )
  }

  private func difference(
    _ group: Group, _ found: [(Question, Answer)], _ flips: Flips, _ table: TermTable
  ) -> GroupDifference {
    var witnesses: [DifferenceWitness] = []
    var isUnsettled = false
    for (question, answer) in found {
      switch answer {
      case .no: continue
      case .unsettled: isUnsettled = true
      case .yes(let assignment):
        // The first of a direction is the plainest.
        if witnesses.contains(where: { $0.direction == question.direction }) { continue }
        let small = Witness(
          assignment: Reduction(table, goal: question.goal).reduced(assignment))
        let witness = flips.isSeen(group, small) ? small : Witness(assignment: assignment)
        witnesses.append(flips.witness(group, witness, question.direction, question.what))
      }
    }
    let directions = Set(witnesses.map(\.direction))
    let verdict: Verdict =
      directions.isEmpty
      ? .equivalent
      : directions == ["stricter"] ? .stricter : directions == ["looser"] ? .looser : .incomparable
    return GroupDifference(
      remit: group.remit, kind: group.kind, verdict: verdict, witnesses: witnesses,
      isUnsettled: isUnsettled)
  }

  // MARK: Questions

  private func questions(
    _ group: Group, _ before: inout DemandReader, _ after: inout DemandReader, _ table: TermTable
  ) -> [Question] {
    switch group.kind {
    case "lead":
      return different(group, before.leads(), after.leads(), table)
    case "clock", "quota":
      return values(group, before.values(of: group), after.values(of: group), table)
    default:
      let isRelief = group.kind == "waive"
      let (more, less) = isRelief ? ("looser", "stricter") : ("stricter", "looser")
      let (first, second) = (before.demands(of: group), after.demands(of: group))
      return gained(group, second, over: first, more, table)
        + gained(group, first, over: second, less, table)
    }
  }

  /// Where one demands what the other does not.
  private func gained(
    _ group: Group, _ demands: [Demand], over others: [Demand], _ direction: String,
    _ table: TermTable
  ) -> [Question] {
    demands.compactMap { demand in
      let other = others.first { $0.name == demand.name }?.holds ?? table.truth(false)
      if demand.holds == other { return nil }
      let goal = table.and([table.exceeding(demand.holds, other), table.not(other)])
      if case .truth(false) = table[goal] { return nil }
      return Question(group: group, direction: direction, what: demand.name, goal: goal)
    }
  }

  private func different(
    _ group: Group, _ before: [Demand], _ after: [Demand], _ table: TermTable
  ) -> [Question] {
    zip(before, after).compactMap { old, new in
      if old.holds == new.holds { return nil }
      let goal = table.or([
        table.and([old.holds, table.not(new.holds)]), table.and([new.holds, table.not(old.holds)]),
      ])
      return Question(group: group, direction: "different", what: old.name, goal: goal)
    }
  }

  /// A shorter clock and a smaller quota are stricter.
  private func values(
    _ group: Group, _ before: [String: DemandReader.Value], _ after: [String: DemandReader.Value],
    _ table: TermTable
  ) -> [Question] {
    Set(before.keys).union(after.keys).sorted().flatMap { name -> [Question] in
      let none = DemandReader.Value(isSettled: table.truth(false), value: table.constant(0))
      let (old, new) = (before[name] ?? none, after[name] ?? none)
      if old.isSettled == new.isSettled, old.value == new.value { return [] }
      let both = table.and([old.isSettled, new.isSettled])
      let goals = [
        ("stricter", table.and([both, table.less(new.value, old.value)])),
        ("looser", table.and([both, table.less(old.value, new.value)])),
        ("different", table.and([table.or([old.isSettled, new.isSettled]), table.not(both)])),
      ]
      return goals.map { Question(group: group, direction: $0.0, what: name, goal: $0.1) }
    }
  }
}

extension TermTable {
  /// What is left of a disjunction without the parts that another has as well.
  func exceeding(_ term: Term, _ other: Term) -> Term {
    guard case .or(let parts) = self[term] else { return term }
    var known: Set<Term> = [other]
    if case .or(let others) = self[other] { known.formUnion(others) }
    return or(parts.filter { !known.contains($0) })
  }
}
