import Workflow

/// `application show`: one application as the person may see it.
struct ApplicationShowCommand: Command {
  let shape = CommandShape(
    name: "show", summary: "shows where an application stands and what you can do",
    operands: [OperandShape(name: "REFERENCE", summary: "Such as GS26-7KQ4M-P")],
    options: [.database, Domain.actor, .format])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.application(arguments.operand("REFERENCE"), as: $1)
    }
    if arguments.format == .json {
      try console.print(json: view)
      return .done
    }
    let head = view.head
    console.print("\(head.reference)  \(head.titleEn)")
    console.print("\(head.firmEn); \(head.state), version \(head.version), content \(head.content)")
    console.print("  \(head.subject)")
    for desk in view.desks { console.print("  desk \(desk.remit): \(desk.progress)") }
    for question in view.questions where question.state == "open" {
      console.print("  question \(question.id) of \(question.remit): \(question.wording)")
    }
    for condition in view.conditions {
      console.print(
        "  \(condition.subject) \(condition.remit), \(condition.timing), \(condition.state): "
          + condition.wording)
    }
    for job in view.jobs { console.print("  job \(job.reference) \(job.part): \(job.state)") }
    for gate in view.gates {
      console.print("  gate \(gate.rule) \(gate.result): \(gate.sentenceEn)")
    }
    for act in view.acts {
      let lacking = act.lacking.map { " (not yet: \($0))" } ?? ""
      console.print("  can \(act.way == "propose" ? "propose " : "")\(act.event)\(lacking)")
    }
    return .done
  }
}
