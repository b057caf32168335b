/// All commands, in the order in which help lists them.
enum Commands {
  static let tree = CommandTree(
    name: "sandboxpp",
    summary: "the engine behind the cross-regulator GenA.I. Sandbox++",
    entries: cases + texts + installation + processes + measurements)

  private static let cases: [CommandTree.Entry] = [
    .command(ActCommand()),
    group(
      "application", "begins, submits and shows applications, answers questions",
      ApplicationStartCommand(), ApplicationDraftCommand(), ApplicationSubmitCommand(),
      CaseLists.applications, ApplicationShowCommand(), ApplicationHistoryCommand(),
      ApplicationAnswerCommand()),
    group(
      "document", "adds, supersedes and lists documents",
      DocumentAddCommand(), DocumentSupersedeCommand(), DocumentListCommand()),
    group(
      "review", "shows and signs reviews",
      CaseLists.inbox, ReviewShowCommand(), ReviewTakeCommand(), ReviewActCommand(),
      ReviewRecommendCommand(), ReviewCountersignCommand()),
    group(
      "job", "requests, shows and stops jobs",
      JobRequestCommand(), JobLists.jobs, JobShowCommand(), JobWaitCommand(), JobLogsCommand(),
      JobCancelCommand()),
    group(
      "proposal", "lists, confirms and refuses acts of several persons",
      ProposalCommands.list, ProposalCommands.confirm, ProposalCommands.refuse),
    group("clock", "explains how due dates came about", ClockExplainCommand()),
    group(
      "calendar", "shows and changes the days by which clocks are counted",
      CalendarCommands.list, CalendarChangeCommand.close, CalendarChangeCommand.open),
    group("cohort", "shows cohorts", RegisterCommands.cohorts),
    group("licence", "shows licences", RegisterCommands.licences),
    group("condition", "shows conditions", RegisterCommands.conditions),
  ]

  private static let texts: [CommandTree.Entry] = [
    group(
      "policy", "checks, tries and applies the regulators' policies",
      PolicyCheckCommand(), PolicyFormatCommand(), PolicyTestCommand(), PolicyEvalCommand(),
      PolicyExplainCommand(), PolicyDiffCommand(), PolicyBacktestCommand(),
      PolicyPublishCommand(), PolicyActivateCommand(), PolicyLists.versions,
      PolicyServerCommand()),
    group(
      "audit", "reads, proves and verifies the audit trail",
      AuditVerifyCommand(), AuditExportCommand(), AuditProveCommand(), AuditCheckpointCommand()),
  ]

  private static let installation: [CommandTree.Entry] = [
    group(
      "db", "makes and checks the database",
      DatabaseInitCommand(), DatabaseMigrateCommand(), DatabaseStatusCommand(),
      DatabaseCheckCommand()),
    group(
      "sample", "loads and runs the invented sample cohort",
      SampleLoadCommand(), SampleRunCommand(), SampleAccountsCommand()),
    group("content", "keeps files by their digest", ContentPutCommand(), ContentSweepCommand()),
    group(
      "user", "opens and disables accounts, opens sessions",
      UserAddCommand(), UserListCommand(), UserTokenCommand(), UserDisableCommand()),
    group(
      "node", "shows, drains and resumes compute nodes",
      NodeCommands.list, NodeCommands.drain, NodeCommands.resume),
  ]

  private static let measurements: [CommandTree.Entry] = [
    group(
      "bench", "takes the engine's own measurements", BenchActsCommand(), BenchCompileCommand(),
      BenchDiffCommand(), BenchPoliciesCommand())
  ]

  private static let processes: [CommandTree.Entry] = [
    .command(UpCommand()),
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
