/// All commands, in the order in which help lists them.
enum Commands {
  static let tree = CommandTree(
    name: "sandboxpp",
    summary: "the engine behind the cross-regulator GenA.I. Sandbox++",
    entries: [
      .group(
        CommandTree.Group(
          name: "audit", summary: "reads and verifies the audit trail",
          commands: [
            AuditVerifyCommand(), AuditExportCommand(), AuditProveCommand(),
            AuditCheckpointCommand(),
          ])),
      .group(
        CommandTree.Group(
          name: "db", summary: "makes and checks the database",
          commands: [DatabaseInitCommand()])),
      .group(
        CommandTree.Group(
          name: "sample", summary: "loads the invented sample cohort",
          commands: [SampleLoadCommand(), SampleAccountsCommand()])),
      .group(
        CommandTree.Group(
          name: "policy", summary: "checks, tries and applies the regulators' policies",
          commands: [PolicyCheckCommand(), PolicyTestCommand()])),
      .command(SealCommand()),
      .command(TickCommand()),
      .command(GuardCommand()),
      .command(VersionCommand()),
    ])
}
