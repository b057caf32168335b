import Workflow

/// The commands on compute nodes.
enum NodeCommands {
  private static let name = OperandShape(
    name: "NODE", summary: "Its name, as `node list` has it",
    subject: .init(noun: "node", help: "`node list` shows them."))

  static let list = ListCommand<NodeView>(
    "lists the compute nodes",
    line: {
      "\($0.name)  \($0.engine)  \($0.slots) slots  \($0.draining ? "draining" : "taking")"
        + "  last heard of \($0.seenAt)"
    },
    read: { try await $1.nodes(as: $2) })

  static let drain = EventCommand(
    "drain", "lets a node end what it runs and gives it nothing new", of: name, "node", "drain",
    isReasoned: true)

  static let resume = EventCommand(
    "resume", "lets a drained node take jobs again", of: name, "node", "resume")
}
