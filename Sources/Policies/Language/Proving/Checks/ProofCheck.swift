/// Something that could be said of a rule, and the question that settles it.
struct ProofQuestion {
  /// A finding without its place in the text.
  struct Remark {
    var code: FindingCode
    var sentence: String
    var span: Span
    var help: String?
  }

  let goal: Term
  /// Said when no record makes the goal true.
  var ifNever: Remark?
  /// Said with the record that does.
  var ifEver: Remark?
  /// What the test of the witness expects, by the decision that the walk makes.
  var claims: (Decision) -> [String] = { _ in [] }
  /// Whether the reference walk sees in a situation what the goal claims.
  let confirms: (ReferenceWalk) -> Bool
}

/// A check that needs a proof.
protocol ProofCheck {
  /// Its questions about a set, each by itself.
  static func questions(_ translation: inout Translation) -> [ProofQuestion]
}

/// All checks that need a proof, asked together.
struct ProofChecks {
  let set: PolicySet
  let prover: Prover?

  private static var all: [any ProofCheck.Type] {
    [
      NeverFires.self, AlwaysTrue.self, RedundantRule.self, OverlappingExceptions.self,
      OverlappingValues.self, LeadNotTotal.self,
    ]
  }

  /// How it went: whether "never" was proved, and how many questions stayed open.
  struct Outcome {
    var isProof: Bool
    var questions: Int
    var unsettled: Int
  }

  /// Asks everything and files what comes of it.
  func run(_ findings: inout Findings) -> Outcome {
    let table = TermTable()
    let count = ElementCount([set])
    var translation = Translation(set, elements: count.elements, table: table)
    let questions = Self.all.flatMap { $0.questions(&translation) }
    let (answers, isProof) = Settlement(
      table: table, prover: prover, counts: count.counts
    ).settle(
      questions.map(\.goal)
    ) { number, assignment in
      let situation = Witness(assignment: assignment).situation(in: set)
      return questions[number].confirms(ReferenceWalk(set, situation))
    }
    var unsettled = 0
    for (question, answer) in zip(questions, answers) {
      switch answer {
      case .no: file(question.ifNever, isProof: isProof, &findings)
      case .yes(let assignment):
        if question.ifEver != nil {
          file(question, witness(question, assignment, table), &findings)
        }
      case .unsettled: unsettled += 1
      }
    }
    return Outcome(isProof: isProof, questions: questions.count, unsettled: unsettled)
  }

  /// The smallest record that the walk confirms as well.
  private func witness(
    _ question: ProofQuestion, _ assignment: Assignment, _ table: TermTable
  ) -> Witness {
    let small = Witness(
      assignment: Reduction(table, goal: question.goal).reduced(assignment))
    let isConfirmed = question.confirms(ReferenceWalk(set, small.situation(in: set)))
    return isConfirmed ? small : Witness(assignment: assignment)
  }

  private func file(_ remark: ProofQuestion.Remark?, isProof: Bool, _ findings: inout Findings) {
    guard let remark, !findings.holds(remark.code, at: remark.span) else { return }
    findings.add(
      remark.code, remark.sentence + (isProof ? "" : " (searched for, not proved)"),
      at: remark.span, help: remark.help)
  }

  private func file(_ question: ProofQuestion, _ witness: Witness, _ findings: inout Findings) {
    guard let remark = question.ifEver else { return }
    let situation = witness.situation(in: set)
    let claims = question.claims(set.decideByWalking(situation))
    let test = TestText(set: set, situation: situation)
    findings.add(
      remark.code, remark.sentence, at: remark.span, help: remark.help,
      witness: test.text(named: "witness of \(remark.code.rawValue)", expecting: claims))
  }
}
