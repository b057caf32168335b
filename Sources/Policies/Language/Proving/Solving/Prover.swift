/// A solver of SMT-LIB scripts outside of the process, such as `z3 -in`.
///
/// Never on the way of a decision: it is asked by people who write rules.
public struct Prover: Sendable {
  let run: @Sendable (String) -> String?

  /// Takes the function that hands a script to the solver and gives what it prints; nil when there is no
  /// solver, or it did not end in time.
  public init(_ run: @escaping @Sendable (String) -> String?) {
    self.run = run
  }
}

/// What became of a question.
enum Answer: Sendable {
  /// No record whatever makes it true; without a solver only that none was found.
  case no
  /// This one does; confirmed.
  case yes(Assignment)
  /// Neither could be shown in the time there is.
  case unsettled
}

/// Settles questions with a solver, or without one by search.
struct Settlement {
  let table: TermTable
  let prover: Prover?
  /// How many records the counts in the conditions need, for each list.
  let counts: [Unknown.Fact: Int]

  /// Times a script is sent again with more of the calendar; two have always been enough.
  private static let rounds = 8

  /// Asks whether each goal can be true.
  ///
  /// - Parameters:
  ///   - goals: Formulas, each a question by itself.
  ///   - confirms: Whether the reference walk sees what an assignment claims for a goal; what it does not see
  ///     is never shown.
  /// - Returns: one answer for each goal, and whether "no" is a proof.
  func settle(_ goals: [Term], confirms: (Int, Assignment) -> Bool) -> (
    answers: [Answer], isProof: Bool
  ) {
    let goals = goals.map { table.shortened($0, counts: counts) }
    var answers = [Answer](repeating: .unsettled, count: goals.count)
    var open: [Int] = []
    for (number, goal) in goals.enumerated() {
      // What simplification has settled needs nobody.
      if case .truth(false) = table[goal] { answers[number] = .no } else { open.append(number) }
    }
    if open.isEmpty { return (answers, true) }
    var exact: Set<SolverScript.ExactMonth> = []
    for round in 0..<Self.rounds where !open.isEmpty {
      guard let prover, let found = ask(open.map { goals[$0] }, exact, prover) else {
        return round == 0
          ? (searched(goals, open, answers, confirms), false) : (answers, true)
      }
      var again: [Int] = []
      for (number, verdict) in zip(open, found) {
        guard case .yes(let assignment) = verdict else {
          answers[number] = verdict
          continue
        }
        if assignment.value(of: goals[number], in: table) == 1 {
          answers[number] = confirms(number, assignment) ? .yes(assignment) : .unsettled
        } else {
          exact.formUnion(months(in: goals[number], assignment))
          again.append(number)
        }
      }
      open = again
    }
    return (answers, true)
  }

  private func ask(
    _ goals: [Term], _ exact: Set<SolverScript.ExactMonth>, _ prover: Prover
  ) -> [Answer]? {
    var script = SolverScript(table, exact: exact)
    for goal in goals { script.ask(goal) }
    guard let text = prover.run(script.text) else { return nil }
    var verdicts = SolverAnswer(text).verdicts[...]
    return script.questions.map { question in
      let own = Array(verdicts.prefix(question.checks))
      verdicts = verdicts.dropFirst(question.checks)
      for case .yes(let values) in own {
        var assignment = Assignment()
        for (name, unknown) in question.unknowns { assignment.values[unknown] = values[name] }
        return .yes(assignment)
      }
      return own.count == question.checks && own.allSatisfy { $0 == .no } ? .no : .unsettled
    }
  }

  /// The months in which a wrong answer added others.
  private func months(in goal: Term, _ assignment: Assignment) -> [SolverScript.ExactMonth] {
    table.cone(of: goal).compactMap { sum in
      let (date, count): (Term, Int64)
      switch table[sum] {
      case .months(let inner, let fixed): (date, count) = (inner, fixed)
      case .someMonths(let months, let inner):
        (date, count) = (inner, assignment.value(of: months, in: table))
      default: return nil
      }
      let days = Calendar.month(of: assignment.value(of: date, in: table))
      return SolverScript.ExactMonth(sum: sum, days: days, months: count)
    }
  }

  private func searched(
    _ goals: [Term], _ open: [Int], _ answers: [Answer], _ confirms: (Int, Assignment) -> Bool
  ) -> [Answer] {
    var answers = answers
    for number in open {
      var search = Search(table, goal: goals[number], seed: UInt64(number))
      answers[number] = .no
      guard let found = search.run() else { continue }
      answers[number] = confirms(number, found) ? .yes(found) : .unsettled
    }
    return answers
  }
}
