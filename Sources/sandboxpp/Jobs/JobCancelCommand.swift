import Workflow

/// `job cancel`: cancels a job that waits, stops one that runs.
struct JobCancelCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "cancel", summary: "cancels a job that waits, has one stopped that runs",
    operands: [.job], options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.cancelJob(arguments.operand("JOB"), as: caller)
    }
    return Answer(standing)
  }
}
