/// All commands, in the order in which help lists them.
enum Commands {
  static let tree = CommandTree(
    name: "sandboxpp",
    summary: "the engine behind the cross-regulator GenA.I. Sandbox++",
    entries: [
      .command(ActCommand()),
      .group(
        CommandTree.Group(
          name: "application", summary: "shows applications",
          commands: [ApplicationListCommand(), ApplicationShowCommand()])),
      .group(
        CommandTree.Group(
          name: "review", summary: "shows and signs reviews",
          commands: [
            ReviewListCommand(), ReviewShowCommand(), ReviewRecommendCommand(),
            ReviewCountersignCommand(),
          ])),
      .group(
        CommandTree.Group(
          name: "user", summary: "opens sessions", commands: [UserTokenCommand()])),
      .group(
        CommandTree.Group(
          name: "audit", summary: "reads and verifies the audit trail",
          commands: [AuditVerifyCommand()])),
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
          commands: [PolicyCheckCommand(), PolicyTestCommand(), PolicyEvalCommand()])),
      .command(ServeCommand()),
      .command(WorkCommand()),
      .command(GuardCommand()),
      .command(VersionCommand()),
    ])
}
