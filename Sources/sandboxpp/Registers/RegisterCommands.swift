import Workflow

/// The lists of what stands beside the cases.
enum RegisterCommands {
  static let cohorts = ListCommand<CohortItem>(
    "lists the cohorts that you may know of, the soonest to close first", options: [.state],
    line: { "\($0.key)  \($0.state)  \($0.opens) to \($0.closes)  \($0.titleEn)" },
    read: { arguments, sandbox, caller in
      try await sandbox.cohorts(arguments.value("state").map { [$0] }, as: caller)
    })

  static let licences = ListCommand<LicenceItem>(
    "lists the firms' licences that you may know of", options: [.state],
    line: { "\($0.subject)  \($0.remit) \($0.number)  \($0.class)  \($0.state)  \($0.firmEn)" },
    read: { arguments, sandbox, caller in
      try await sandbox.licences(state: arguments.value("state"), as: caller)
    })

  static let conditions = ListCommand<ConditionItem>(
    "lists the conditions that you may see, the soonest due first",
    operands: [
      OperandShape(
        name: "REFERENCE", summary: "Only those of this application", count: .optional,
        subject: .application)
    ], options: [.state],
    line: {
      "\($0.subject)  \($0.reference)  \($0.remit), \($0.timing), \($0.state)"
        + ($0.due.map { " due \($0)" } ?? "") + ": \($0.wording)"
    },
    read: { arguments, sandbox, caller in
      try await sandbox.conditions(
        state: arguments.value("state"), of: arguments.operands("REFERENCE").first, as: caller)
    })
}
