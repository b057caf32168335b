import Workflow

/// `application show`: one application as the person may see it.
struct ApplicationShowCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "show", summary: "shows where an application stands and what you can do",
    operands: [.reference],
    options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.application(arguments.operand("REFERENCE"), as: $1)
    }
    return Answer(view, lines: Self.lines(view))
  }

  private static func lines(_ view: CaseView) -> [String] {
    let head = view.head
    var lines = [
      "\(head.reference)  \(head.titleEn)",
      "\(head.firmEn); \(head.state), version \(head.version), content \(head.content)",
      "  \(head.subject)",
    ]
    lines += view.desks.map { "  desk \($0.remit): \($0.progress)" }
    lines += view.questions.filter { $0.state == "open" }
      .map { "  question \($0.id) of \($0.remit): \($0.wording)" }
    lines += view.conditions.map {
      "  \($0.subject) \($0.remit), \($0.timing), \($0.state): \($0.wording)"
    }
    lines += view.jobs.map { "  job \($0.reference) \($0.part): \($0.state)" }
    lines += view.gates.map { "  gate \($0.rule) \($0.result): \($0.sentenceEn)" }
    lines += view.acts.map { act in
      let lacking = act.lacking.map { " (not yet: \($0))" } ?? ""
      return "  can \(act.way == "propose" ? "propose " : "")\(act.event)\(lacking)"
    }
    return lines
  }
}
