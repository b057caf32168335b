/// All commands, in the order in which help lists them.
enum Commands {
  static let tree = CommandTree(
    name: "sandboxpp",
    summary: "the engine behind the cross-regulator GenA.I. Sandbox++",
    entries: [
      .command(VersionCommand())
    ])
}
