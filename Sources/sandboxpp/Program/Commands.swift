/// All commands, in the order in which help lists them.
enum Commands {
  static let tree = CommandTree(
    name: "sandboxpp",
    summary: "the engine behind the cross-regulator GenA.I. Sandbox++",
    entries: cases + texts + installation + processes + measurements)

  private static let cases: [CommandTree.Entry] = [
    .command(ActCommand()),
    group(
      "application", "shows applications, answers questions",
      ApplicationListCommand(), ApplicationShowCommand(), ApplicationAnswerCommand()),
    group(
      "review", "shows and signs reviews",
      ReviewListCommand(), ReviewShowCommand(), ReviewTakeCommand(), ReviewActCommand(),
      ReviewRecommendCommand(), ReviewCountersignCommand()),
    group(
      "job", "requests, shows and stops jobs",
      JobRequestCommand(), JobListCommand(), JobShowCommand(), JobWaitCommand(), JobLogsCommand(),
      JobCancelCommand()),
  ]

  private static let texts: [CommandTree.Entry] = [
    group(
      "policy", "checks, tries and applies the regulators' policies",
      PolicyCheckCommand(), PolicyFormatCommand(), PolicyTestCommand(), PolicyEvalCommand(),
      PolicyExplainCommand(), PolicyDiffCommand(), PolicyBacktestCommand(),
      PolicyPublishCommand(), PolicyActivateCommand(), PolicyListCommand(),
      PolicyServerCommand()),
    group(
      "audit", "reads, proves and verifies the audit trail",
      AuditVerifyCommand(), AuditExportCommand(), AuditProveCommand(), AuditCheckpointCommand()),
  ]

  private static let installation: [CommandTree.Entry] = [
    group("db", "makes and checks the database", DatabaseInitCommand(), DatabaseMigrateCommand()),
    group(
      "sample", "loads and runs the invented sample cohort",
      SampleLoadCommand(), SampleRunCommand(), SampleAccountsCommand()),
    group("content", "keeps files by their digest", ContentPutCommand()),
    group("user", "opens sessions", UserTokenCommand()),
  ]

  private static let measurements: [CommandTree.Entry] = [
    group(
      "bench", "takes the engine's own measurements", BenchActsCommand(), BenchPoliciesCommand())
  ]

  private static let processes: [CommandTree.Entry] = [
    .command(ServeCommand()),
    .command(WorkCommand()),
    .command(SealCommand()),
    .command(TickCommand()),
    .command(GuardCommand()),
    .command(LifecycleCommand()),
    .command(VersionCommand()),
  ]

  private static func group(
    _ name: String, _ summary: String, _ commands: any Command...
  ) -> CommandTree.Entry {
    .group(CommandTree.Group(name: name, summary: summary, commands: commands))
  }
}
