import Policies

/// `policy diff`: what a change of the policies does.
struct PolicyDiffCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "diff", summary: "says what a change of policies does, and proves it",
    operands: [
      OperandShape(
        name: "OLD", summary: "A folder of policies and vocabularies, or one policy",
        count: .one),
      OperandShape(name: "NEW", summary: "The same as it is to be", count: .one),
    ],
    options: [
      OptionShape(
        name: "with", kind: .value(placeholder: "DIR"),
        summary: "Vocabularies and policies that both sides need beside the one given")
    ],
    details: """
      For each remit and kind of statement the new policies are equivalent, stricter, looser or
      incomparable, with a record as a test that shows it. Status 0 means that nothing differs, 1
      that something does. The proof needs z3; without it records are searched for, which is no proof.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let prover = Solver.find(startsAhead: true)
    let beside = try arguments.value("with").map { try PolicyFiles.read([$0]) } ?? []
    func side(_ name: String) throws -> [SourceFile] {
      let own = try PolicyFiles.read(arguments.operands(name))
      // The one given takes the place of the file of its name.
      let names = Set(own.map { $0.name.split(separator: "/").last })
      return beside.filter { !names.contains($0.name.split(separator: "/").last) } + own
    }
    return Answer(PolicyCommands.diff(try side("OLD"), try side("NEW"), provedBy: prover))
  }
}
