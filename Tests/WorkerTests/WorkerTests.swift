import Compute
import Crypto
import Foundation
import Postgres
import Testing
import Worker

/// The worker against the real queue and the real sandbox.
@Suite(.timeLimit(.minutes(2)))
struct WorkerTests {
  @Test func `a job is run, settled and told`() async throws {
    try await Yard.with { yard in
      let model = try yard.store.put(Array("weights".utf8))
      let job = try await yard.put(
        ["/bin/cp", "/in/model", "/out/copy"], inputs: [("model", model.digest.hex)])
      let hand = try Hand(yard)
      try await hand.until(job, is: "succeeded")
      let result = try await yard.value("encode(result, 'hex')", of: job, as: String.self)
      #expect(yard.store.contains(try #require(.init(hex: result))))
      #expect(
        try await yard.value("report->>'en'", of: job, as: String.self)
          == "Finished: the command ended with code 0.")
      #expect(
        try await yard.value("report->>'zh'", of: job, as: String.self) == "已完成:指令以代碼 0 結束。")
      await hand.close()
      #expect(try await yard.grant() == [0, 0, 1])
      #expect(await hand.engine.kept().isEmpty)
    }
  }

  @Test func `two workers run each of many jobs once`() async throws {
    try await Yard.with { yard in
      var jobs: Set<UUID> = []
      for _ in 0..<20 { jobs.insert(try await yard.put(["/bin/true"])) }
      let hands = [try Hand(yard, node: "node-1"), try Hand(yard, node: "node-2")]
      let ended = await withTaskGroup(of: [UUID].self) { group in
        for hand in hands {
          group.addTask {
            var ended: [UUID] = []
            for await verdict in hand.verdicts where verdict.state == "succeeded" {
              ended.append(verdict.id)
            }
            return ended
          }
        }
        group.addTask {
          // Each is asked to close once nothing is left to be claimed.
          while (try? await yard.waiting()) != 0 { await Task.yield() }
          for hand in hands { await hand.close() }
          return []
        }
        return await group.reduce(into: []) { $0 += $1 }
      }
      #expect(ended.count == 20)
      #expect(Set(ended) == jobs)
      let starts = try await yard.owner.query(
        "SELECT count(*) FROM sandboxpp.job_step WHERE event = 'start'")
      #expect(try starts.one().decode(Int.self) == 20)
      #expect(try await yard.grant()[0...1] == [0, 0])
    }
  }

  @Test func `a job that fails goes back while attempts remain`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/false"], attempts: 2)
      let hand = try Hand(yard)
      try await hand.until(job, is: "queued")
      try await yard.asRestore(["UPDATE job SET run_at = now() WHERE id = \(job)"])
      hand.say(.jobs)
      try await hand.until(job, is: "failed")
      #expect(try await yard.value("attempts", of: job, as: Int.self) == 2)
      await hand.close()
    }
  }

  @Test func `a limit that was crossed is not tried again`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sh", "-c", "head -c 1G /dev/zero > /tmp/x; sleep 9"])
      let hand = try Hand(yard)
      try await hand.until(job, is: "failed")
      #expect(try await yard.value("attempts", of: job, as: Int.self) == 1)
      #expect(
        try await yard.value("report->>'en'", of: job, as: String.self)
          == "Stopped: it wrote more than its limit of 8 MiB of temporary files.")
      await hand.close()
    }
  }

  @Test func `a job may read no digest but those it was requested with`() async throws {
    try await Yard.with { yard in
      let secret = try yard.store.put(Array("another firm's".utf8))
      let job = try await yard.put(
        ["/bin/cat", "/in/x"], inputs: [("x", secret.digest.hex)], approved: [])
      let hand = try Hand(yard)
      try await hand.until(job, is: "failed")
      #expect(try await yard.value("result IS NULL", of: job, as: Bool.self))
      await hand.close()
    }
  }

  @Test(arguments: [("kill", "killed"), ("cancel", "cancelled")])
  func `a stop ends a running job and stays a stop`(mark: String, state: String) async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sleep", "1000"])
      let hand = try Hand(yard)
      try await hand.until(job, is: "running")
      try await yard.asRestore(["UPDATE job SET stop_mark = \(mark) WHERE id = \(job)"])
      hand.say(.stops)
      try await hand.until(job, is: state)
      await hand.close()
      #expect(try await yard.grant()[0...1] == [0, 0])
    }
  }

  @Test(arguments: [("validator", 2), ("candidate", 0)])
  func `only those who judge are measured`(part: String, count: Int) async throws {
    try await Yard.with { yard in
      let line = #"{"auc":"0.91","samples":200,"undetermined":[],"recall":"0.5"}"#
      let job = try await yard.put(["/bin/echo", line], part: part)
      let hand = try Hand(yard)
      try await hand.until(job, is: "succeeded")
      let filed = try await yard.owner.query(
        "SELECT name || '=' || value || '/' || samples FROM sandboxpp.metric ORDER BY name")
      #expect(
        try filed.map { row in try row.decode(String.self) }
          == Array(["auc=0.91/200", "recall=0.5/200"].prefix(count)))
      await hand.close()
    }
  }

  @Test func `closing stops what runs and gives it back`() async throws {
    try await Yard.with { yard in
      let job = try await yard.put(["/bin/sleep", "1000"])
      let hand = try Hand(yard)
      try await hand.until(job, is: "running")
      await hand.close(within: .zero)
      #expect(try await yard.value("state", of: job, as: String.self) == "queued")
      #expect(try await yard.grant()[0...1] == [0, 0])
    }
  }
}

extension Yard {
  /// Jobs that nobody has claimed.
  func waiting() async throws -> Int {
    try await owner.query("SELECT count(*) FROM sandboxpp.job WHERE state = 'queued'").one()
      .decode(Int.self)
  }
}
