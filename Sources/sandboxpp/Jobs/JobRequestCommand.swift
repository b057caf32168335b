import Crypto
import Workflow

/// `job request`: requests a job of a trial.
struct JobRequestCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "request", summary: "requests a job of a trial",
    operands: [
      OperandShape(
        name: "CASE", summary: "`application/<id>`, or its reference", subject: .application),
      OperandShape(
        name: "COMMAND", summary: "The program in the sandbox and its arguments, after --",
        count: .any),
    ],
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "predictions", kind: .value(placeholder: "DIGEST"),
        summary: "Has the validator judge these predictions; no COMMAND then"),
      OptionShape(
        name: "part", kind: .choice(["candidate", "attacker", "validator"]),
        summary: "What the job is in the trial"),
      OptionShape(
        name: "seconds", kind: .value(placeholder: "NUMBER"),
        summary: "How long it may take (default: 60)"),
    ],
    details: """
      Firms request candidates and attackers, an assurance provider on the case validators. What a
      job reads must stand in the approved plan. For instance:

        sandboxpp job request CASE --seconds 10 -- /bin/echo hello
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let job = try Self.job(arguments)
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let subject = try await sandbox.subject(arguments.operand("CASE"), as: caller)
      return try await sandbox.request(job, of: subject, as: caller)
    }
    return Answer(standing, standing.line)
  }

  private static func job(_ arguments: Arguments) throws -> JobRequest {
    let command = arguments.operands("COMMAND")
    if let text = arguments.value("predictions") {
      guard let digest = Digest(hex: text), command.isEmpty else {
        throw CommandError(
          "--predictions takes a SHA-256, and no command beside it",
          help: "`content put` prints the digest of a file that it takes in.")
      }
      return .validation(of: digest)
    }
    guard !command.isEmpty else {
      throw CommandError("COMMAND is missing", help: "Say what the job runs, or --predictions.")
    }
    return JobRequest(
      part: arguments.value("part") ?? "candidate", command: command,
      seconds: try arguments.integer("seconds", in: 1...86_400) ?? 60)
  }
}
