import Policies

/// `policy explain`: the grounds of a decision, and what would change it.
struct PolicyExplainCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "explain", summary: "decides, and says why and what would clear each refusal",
    operands: [PolicyFiles.operand], options: PolicyEvalCommand.options,
    details: """
      Shows every part of each condition with its value and what is missing. For each refusal,
      suspension and gate it looks for the smallest changes of facts that clear it, and for the
      waivers; each was tried on the facts and found to work. The search is bounded, so there may
      be more. Then come the missing facts that can still change an outcome, the best to ask first.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    Answer(try PolicyEvalCommand.report(arguments, PolicyCommands.explain))
  }
}
