import Compute
import Foundation
import Guard
import Postgres
import TestSupport
import Testing

@testable import Worker

/// Workers, databases and answers that go away.
@Suite(.timeLimit(.minutes(2)))
struct LostContactTests {
  @Test func `news waits for the database and is delivered`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sleep", "1000"])
      let hand = try Hand(yard)
      try await hand.until(job, is: "running")
      let changes = await hand.engine.changes()
      let name = try #require(await hand.engine.kept().first).name
      try await yard.setReachable(false)
      await hand.engine.stop(name)
      for await _ in changes {
        if case .ended = await hand.engine.statuses(of: [name], since: 0)[name] { break }
      }
      try await yard.setReachable(true)
      try await hand.until(job, is: "queued")
      await hand.close(within: .zero)
    }
  }

  @Test func `a job of a dead worker is rescued and its late result refused`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sh", "-c", "sleep 1000"])
      let first = try Hand(yard, node: "node-1")
      try await first.until(job, is: "running")
      let token = try await yard.value("token", of: job, as: Int64.self)
      await first.abandon()
      try await yard.asRestore([
        "UPDATE job SET lease_until = now() - interval '3 seconds' WHERE id = \(job)"
      ])
      try await yard.rescue()
      #expect(try await yard.value("state", of: job, as: String.self) == "queued")
      #expect(try await yard.grant()[0...1] == [0, 0])

      let late = try await yard.queue(node: "node-1").settle([
        News(held: HeldJob(id: job, token: token), event: .succeed)
      ])
      #expect(late == [Verdict(id: job, isAccepted: false, state: "queued")])

      try await yard.asRestore([
        "UPDATE job SET spec = jsonb_set(spec, '{command}', '[\"/bin/true\"]') WHERE id = \(job)"
      ])
      let second = try Hand(yard, node: "node-2")
      try await second.until(job, is: "succeeded")
      await second.close()
    }
  }

  @Test func `a lease that is another's ends the attempt here`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sleep", "1000"])
      let hand = try Hand(yard)
      try await hand.until(job, is: "running")
      let changes = await hand.engine.changes()
      try await yard.asRestore(["UPDATE job SET token = token + 1 WHERE id = \(job)"])
      hand.say(.stops)
      for await name in changes {
        guard case .ended(let report) = await hand.engine.statuses(of: [name], since: 0)[name]
        else { continue }
        #expect(report.ending == .stopped(by: .stop, bound: 0))
        break
      }
      await hand.close()
      #expect(try await yard.value("state", of: job, as: String.self) == "running")
    }
  }

  @Test func `an end that was never delivered is delivered by the next run`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/echo", #"{"auc":"0.7","samples":9}"#], part: "validator")
      let queue = try yard.queue(node: "node-1")
      let claimed = try #require(try await queue.claim(most: 1).first)
      // A run that dies between the job's end and its news.
      let engine = try yard.engine(node: "node-1")
      let name = try AttemptName(dispatch: job.uuidString.lowercased(), token: claimed.held.token)
      let changes = await engine.changes()
      let submission = await engine.submit(
        EngineJob(
          name: name, command: ["/bin/echo", #"{"auc":"0.7","samples":9}"#], note: claimed.part),
        leaseEnd: .max)
      guard case .accepted = submission else { throw CancellationError() }
      for await _ in changes {
        if case .ended = await engine.statuses(of: [name], since: 0)[name] { break }
      }
      let hand = try Hand(yard, node: "node-1", engine: engine)
      try await hand.until(job, is: "succeeded")
      await hand.close()
      let filed = try await yard.owner.query("SELECT count(*) FROM sandboxpp.metric")
      #expect(try filed.one().decode(Int.self) == 1)
    }
  }

  @Test func `a node that is drained claims nothing`() async throws {
    try await Yard.with { yard in
      let queue = try yard.queue(node: "node-1")
      #expect(try await queue.announce(slots: 4, kinds: [.batch]) == false)
      try await yard.asRestore(["UPDATE node SET draining = true"])
      _ = try await yard.put(["/bin/true"])
      #expect(try await queue.announce(slots: 4, kinds: [.batch]))
      #expect(try await queue.claim(most: 4).isEmpty)
    }
  }
}

extension Yard {
  /// Lets go of all connections to the database and lets none in, or lets them in again.
  func setReachable(_ isReachable: Bool) async throws {
    let server = try await Connection.open(database.configuration.with(database: "postgres"))
    try await server.execute(
      unsafeSQL: "ALTER DATABASE \(database.name) ALLOW_CONNECTIONS \(isReachable)")
    if !isReachable {
      _ = try await server.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(database.name)")
    }
    await server.close()
  }

  /// What `tick` does every second.
  func rescue() async throws {
    try await owner.withConnection { connection in
      _ = try await connection.pipeline([
        "BEGIN", "SET LOCAL search_path = sandboxpp, public",
        """
        SELECT set_config('sandboxpp.session', encode(sha256('\\x01'), 'hex'), true),
               open_session((SELECT id FROM account WHERE login = 'clock'),
                            sha256(convert_to(encode(sha256('\\x01'), 'hex'), 'UTF8')), 'x', 1)
        """,
        "SELECT * FROM rescue()", "COMMIT",
      ])
    }
  }
}
