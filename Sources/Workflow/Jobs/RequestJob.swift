public import Crypto
internal import Transparency

/// What a job shall run.
public struct JobRequest: Sendable {
  /// `candidate`, `attacker` or `validator`.
  public var part: String
  /// The program in the sandbox and its arguments.
  public var command: [String]
  /// Content bound as `/in/<name>`; each digest must be in the approved plan.
  public var inputs: [(name: String, digest: Digest)] = []
  /// The engine's own programs, bound the same way.
  public var programs: [String] = []
  /// Its time limit, and what is reserved for it.
  public var seconds: Int

  /// A job without inputs.
  public init(part: String, command: [String], seconds: Int) {
    self.part = part
    self.command = command
    self.seconds = seconds
  }

  /// How long a validator's job may take and is reserved for, in seconds.
  private static let validatorSeconds = 120

  /// The validator's job on a candidate's predictions, a CSV file (id, label, score, group).
  public static func validation(of predictions: Digest) -> JobRequest {
    var job = JobRequest(
      part: "validator", command: ["/in/sandboxpp-validator", "/in/predictions.csv"],
      seconds: validatorSeconds)
    job.inputs = [("predictions.csv", predictions)]
    job.programs = ["sandboxpp-validator"]
    return job
  }
}

extension Sandbox {
  /// Requests a job of a trial.
  ///
  /// - Parameters:
  ///   - job: what it runs.
  ///   - subject: the application's subject.
  ///   - key: the key under which it is done once; a fresh one unless given.
  ///   - caller: the firm for candidates and attackers, its assurance provider for validators.
  /// - Returns: `job/<id>`, queued.
  /// - Throws: `Refusal` of kind `unmet` when the grant does not allow it or an input is not in the plan.
  public func request(
    _ job: JobRequest, of subject: String, once key: String? = nil, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let inputs = job.inputs.map { input -> CanonicalJSON in
      ["name": .string(input.name), "digest": .string(input.digest.hex)]
    }
    return try await fire(
      Act(
        "job/new", "request", detail: ["kind": "batch", "part": .string(job.part)],
        payload: [
          "parent": .string(subject), "seconds": .integer(job.seconds),
          "inputs": .array(job.inputs.map { .string($0.digest.hex) }),
          "spec": [
            "command": .array(job.command.map { .string($0) }),
            "programs": .array(job.programs.map { .string($0) }), "inputs": .array(inputs),
          ],
        ]), once: key ?? Hexadecimal.encode(Random.bytes(16)), as: caller)
  }

  /// Cancels a job that waits; has one stopped that is on its way or runs.
  public func cancelJob(_ name: String, as caller: Caller) async throws(Refusal) -> Standing {
    let job = try await job(name, as: caller)
    let waits = ["queued", "held"].contains(job.state)
    return try await fire(Act(job.subject, waits ? "cancel" : "stop"), as: caller)
  }
}
