import Workflow

/// `job cancel`: cancels a job that waits, stops one that runs.
struct JobCancelCommand: Command {
  let shape = CommandShape(
    name: "cancel", summary: "cancels a job that waits, has one stopped that runs",
    operands: [.job], options: [.database, Domain.actor])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.cancelJob(arguments.operand("JOB"), as: caller)
    }
    console.print(standing.line)
    return .done
  }
}
