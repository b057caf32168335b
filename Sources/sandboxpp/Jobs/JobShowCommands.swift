import Workflow

/// `job list`: the jobs that the person may see.
enum JobLists {
  static let jobs = ListCommand<JobDetail>(
    "lists the jobs that you may see, newest first",
    operands: [
      OperandShape(
        name: "CASE", summary: "Only of `application/<id>`, or of a reference", count: .optional,
        subject: .application)
    ],
    line: { "\($0.reference)  \($0.part)  \($0.state)" },
    read: { arguments, sandbox, caller in
      guard let name = arguments.operands("CASE").first else {
        return try await sandbox.jobs(of: nil, as: caller)
      }
      return try await sandbox.jobs(of: try await sandbox.subject(name, as: caller), as: caller)
    })
}

/// `job show`: one job, how it ended and what it measured.
struct JobShowCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "show", summary: "shows a job, how it ended and what it measured",
    operands: [.job], options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let job = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.job(arguments.operand("JOB"), as: caller)
    }
    let more = [job.stopMark.map { "  to be stopped: \($0)" }, job.sentenceEn.map { "  \($0)" }]
    return Answer(
      job,
      lines: ["\(job.reference)  \(job.part)  \(job.state), attempt \(job.attempts)"]
        + more.compactMap(\.self)
        + job.metrics.map { "  \($0.name) \($0.value) over \($0.samples) cases" })
  }
}

/// `job wait`: waits until a job has ended, for so long at most.
struct JobWaitCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "wait", summary: "waits until a job has ended, or is in a given state",
    operands: [.job],
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "timeout", kind: .value(placeholder: "SECONDS"),
        summary: "How long at most (default: 60)"),
      OptionShape(
        name: "for", kind: .value(placeholder: "STATE"),
        summary: "Waits for this state instead of succeeded"),
    ],
    details: "Exit 1: it ended otherwise. Exit 2: it had not ended in that time.")

  /// Between two looks; a person does not notice it and the database does not either.
  private static let pause = Duration.milliseconds(200)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let seconds = try arguments.integer("timeout", in: 1...86_400) ?? 60
    let wanted = arguments.value("for") ?? "succeeded"
    let deadline = ContinuousClock.now + .seconds(seconds)
    let job = try await Domain.use(arguments, on: console) { sandbox, caller in
      var job = try await sandbox.job(arguments.operand("JOB"), as: caller)
      while job.state != wanted && !job.hasEnded && ContinuousClock.now < deadline {
        try await Task.sleep(for: Self.pause)
        job = try await sandbox.job(arguments.operand("JOB"), as: caller)
      }
      return job
    }
    guard job.state == wanted || job.hasEnded else {
      throw CommandError(
        "it is still \(job.state) after \(seconds) s", help: "Wait longer, or look at the worker.")
    }
    return Answer(
      job, "\(job.reference)  \(job.state)\(job.sentenceEn.map { ": \($0)" } ?? "")",
      status: job.state == wanted ? .done : .refused)
  }
}

extension OperandShape {
  /// A job by its reference or subject.
  static let job = OperandShape(
    name: "JOB", summary: "Its reference, or `job/<id>`",
    subject: .init(noun: "job", help: "`job list` shows those that you may see."))
}
