import Testing
import Workflow

/// The database is killed while jobs run and acts are fired.
extension FaultTests {
  @Test func `a killed database loses no acknowledged act and doubles none`() async throws {
    try await Yard.with { yard in
      let rounds = Effort.isLong ? 20 : 2
      let writer = Writer("the firm") { try await yard.fire(Yard.problem($0), once: $0) }
      async let writing: Void = writer.run()
      defer { writer.stop() }
      for round in 1...rounds {
        let long = try await yard.requestStubbornly(["/bin/sleep", "2"], once: "long job \(round)")
        for number in 1...2 {
          _ = try await yard.requestStubbornly(["/bin/true"], once: "short job \(round).\(number)")
        }
        try await eventually("the long job runs") { try await yard.state(of: long) == "running" }
        try await writer.advances(by: 10)
        // Every other time the whole installation goes with it, as in a power cut.
        try await yard.killDatabase(withAll: round.isMultiple(of: 2))
        try await writer.advances(by: 10)
      }
      writer.stop()
      try await writing
      try await yard.expectHappenedOnce(writer.acknowledged)
      try await yard.expectPromisesKept(jobs: rounds * 3)
    }
  }
}
