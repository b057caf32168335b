import Workflow

/// The commands on acts of several persons.
enum ProposalCommands {
  private static let name = OperandShape(
    name: "PROPOSAL", summary: "`proposal/<id>`, as `proposal list` has it",
    subject: .init(noun: "proposal", help: "`proposal list` shows those that wait."))

  static let list = ListCommand<ProposalDetail>(
    "lists the acts of several persons that you may know of, newest first",
    options: [
      OptionShape(
        name: "state",
        kind: .choice(["proposed", "done", "refused", "retracted", "expired", "all"]),
        summary: "Only those in this state")
    ],
    line: { proposal in
      let detail = proposal.detail.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let open = proposal.open.isEmpty ? "" : ", open: \(proposal.open.joined(separator: " "))"
      return "\(proposal.subject)  \(proposal.event) \(proposal.object)"
        + (detail.isEmpty ? "" : " (\(detail.joined(separator: ", ")))")
        + "  \(proposal.state), by \(proposal.proposerEn)\(open)"
    },
    read: { arguments, sandbox, caller in
      let state = arguments.value("state") ?? "proposed"
      return try await sandbox.proposals(state: state == "all" ? nil : state, as: caller)
    })

  static let confirm = EventCommand(
    "confirm", "takes one of the places of an act of several persons", of: name, "proposal",
    "confirm", details: "The act happens with the last who confirms; `done` says that it did.")

  static let refuse = EventCommand(
    "refuse", "refuses an act of several persons", of: name, "proposal", "refuse",
    isReasoned: true)
}
