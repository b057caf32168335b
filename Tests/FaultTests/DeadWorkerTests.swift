import Testing
import Workflow

/// The worker is killed at each step of a job.
extension FaultTests {
  /// Where in a job's way the worker dies.
  struct Moment: Sendable, CustomStringConvertible {
    /// The gate at which its call stands.
    let gate: String
    /// Whether the call is committed after its death, or nothing of it remains.
    let isCommitted: Bool

    var description: String { "\(gate), \(isCommitted ? "committed" : "broken off")" }

    static let each = ["claim", "start", "succeed", "measured"].flatMap { gate in
      [true, false].map { Moment(gate: gate, isCommitted: $0) }
    }
  }

  @Test func `a worker killed at each step of a job leaves each job ended once`() async throws {
    try await Yard.with(keepsWorker: false) { yard in
      var jobs = 0
      for moment in Array(repeating: Moment.each, count: Effort.isLong ? 10 : 1).joined() {
        let gate = try await Gate.close(moment.gate, on: yard.configuration)
        _ = try await yard.requestValidator()
        jobs += 1
        try await gate.reached()
        try await yard.worker.kill()
        if moment.isCommitted { await gate.open() } else { try await gate.breakOff() }
        try yard.worker.start()
      }
      for _ in 0..<2 {
        let job = try await yard.requestCandidate(["/bin/sleep", "2"])
        _ = try await yard.requestCandidate()
        jobs += 2
        try await eventually("the job runs") { try await yard.state(of: job) == "running" }
        try await yard.worker.kill()
        try yard.worker.start()
      }
      try await yard.expectPromisesKept(jobs: jobs)
    }
  }
}
