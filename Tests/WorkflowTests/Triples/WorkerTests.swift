import Postgres
import Testing
import Workflow

/// Every piece of news in every state of a job, with and without the lease that it names.
@Suite struct WorkerTests {
  private static let states = [
    "queued", "held", "dispatching", "running", "unknown", "succeeded", "failed", "cancelled",
    "killed",
  ]
  /// Events of the table, those that no worker may tell, and one that is none.
  private static let events = Lifecycle.job.events + ["rescue"]

  @Test(arguments: states)
  func `a worker moves a job only as the table says, and only with its lease`(
    state: String
  ) async throws {
    try await World.with { world in
      for mark in [nil, "cancel", "kill"] as [String?] where mark == nil || isRunning(state) {
        let job = try await world.value(
          "SELECT split_part(job_in(\(state)), '/', 2)", as: String.self)
        try await world.run("UPDATE job SET stop_mark = \(mark)::text WHERE id = \(job)")
        for event in Self.events {
          for found in event == "adopt" ? Self.states : [""] {
            for lease in Lease.allCases {
              let told = try await tell(event, of: job, found: found, lease: lease, in: world)
              let place = "\(event) \(found) in \(state), mark \(mark ?? "none"), \(lease)"
              let expected = expectation(event, in: state, mark: mark, found: found, lease)
              #expect(told.state == expected, "\(place)")
              let isRepeated = event == "start" && state == "running" && lease == .held
              #expect(
                told.accepted == (expected != nil && expected != state || isRepeated), "\(place)")
              #expect(told.isConsistent, "\(place): what is reserved is what runs")
            }
          }
        }
      }
    }
  }

  private enum Lease: CaseIterable {
    case held, ofAnother, tokenOfBefore, noToken
  }

  private func isRunning(_ state: String) -> Bool {
    ["dispatching", "running", "unknown"].contains(state)
  }

  /// Where the job should stand afterwards.
  private func expectation(
    _ event: String, in state: String, mark: String?, found: String, _ lease: Lease
  ) -> String? {
    let finds = state == "unknown" && ["adopt", "stopped"].contains(event)
    guard isRunning(state), lease == .held || (lease == .ofAnother && finds) else { return state }
    let ended = mark == "kill" ? "killed" : "cancelled"
    switch (state, event, mark) {
    case ("dispatching", "start", _): return "running"
    // It was the last attempt.
    case ("dispatching", "refuse", nil), ("running", "fail", nil): return "failed"
    case ("running", "succeed", nil): return "succeeded"
    case ("dispatching", "lose_contact", _), ("running", "lose_contact", _): return "unknown"
    case ("unknown", "adopt", nil):
      return ["dispatching", "running", "succeeded", "failed"].contains(found) ? found : state
    case ("unknown", "adopt", .some):
      if ["dispatching", "running"].contains(found) { return found }
      return ["succeeded", "failed"].contains(found) ? ended : state
    case (_, "stopped", .some): return ended
    case ("running", "succeed", .some), ("running", "fail", .some),
      ("dispatching", "refuse", .some):
      return ended
    default: return state
    }
  }

  private struct Told: Sendable {
    let accepted: Bool
    let state: String?
    let isConsistent: Bool
  }

  /// Tells it and takes it back.
  private func tell(
    _ event: String, of job: String, found: String, lease: Lease, in world: World
  ) async throws -> Told {
    do {
      return try await world.connection.transaction { connection -> Told in
        let news: SQL = """
          SELECT jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('job', id, 'event', \(event)::text,
            'to', \(found)::text, 'seconds', 3, 'token', CASE \("\(lease)")::text WHEN 'noToken' THEN NULL
              WHEN 'tokenOfBefore' THEN token - 1 ELSE token END))) FROM job WHERE id = \(job)
          """
        let worker = lease == .ofAnother ? "w9" : "w1"
        _ = try await connection.query("SELECT me('worker')")
        let answer = try await connection.query(
          "SELECT accepted FROM settle(\(worker), (\(news)))"
        ).one().decode(Bool.self)
        let row = try await connection.query(
          """
          SELECT j.state, g.running = count(*) FILTER (WHERE o.state IN ('dispatching', 'running', 'unknown'))
              AND g.reserved = coalesce(sum(o.seconds) FILTER (WHERE o.state IN ('dispatching', 'running', 'unknown')), 0)
            FROM job j JOIN compute_grant g ON g.application = j.application JOIN job o ON o.application = j.application
           WHERE j.id = \(job) GROUP BY j.state, g.running, g.reserved
          """
        ).one().decode((String.self, Bool.self))
        throw Rollback(told: Told(accepted: answer, state: row.0, isConsistent: row.1))
      }
    } catch let rollback as Rollback {
      return rollback.told
    }
  }

  private struct Rollback: Error {
    let told: Told
  }
}
