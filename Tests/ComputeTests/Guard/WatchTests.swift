import Testing

@testable import Guard

/// The guard's decisions without processes: every event in every state.
struct WatchTests {
  static let second: UInt64 = 1_000_000_000
  static let limits = JobLimits(wallSeconds: 10, graceSeconds: 2)

  /// A watch in each state, by a road that leads there; the lease ends at 100 s.
  static func watches() -> [(name: String, watch: Watch)] {
    let fresh = Watch(limits: limits, leaseEnd: 100 * second, at: 0)
    return [
      ("starting", []), ("running", [.started]), ("terminating", [.started, .stopAsked]),
      ("collecting", [.started, .commandEnded]),
      ("killed", [.started, .exceeded(.memory)]), ("over", [.started, .reaped(code: 0)]),
    ].map { (name: String, road: [Watch.Event]) in
      var watch = fresh
      for event in road { _ = watch.handle(event, at: 0) }
      return (name, watch)
    }
  }

  static func action(_ event: Watch.Event, in name: String, at seconds: UInt64 = 0) throws
    -> Watch.Action
  {
    var watch = try #require(watches().first { $0.name == name }).watch
    return watch.handle(event, at: seconds * second)
  }

  @Test(arguments: [
    ("starting", "permit"), ("running", "nothing"), ("terminating", "nothing"),
    ("collecting", "nothing"), ("killed", "nothing"), ("over", "nothing"),
  ])
  func `only a sandbox being made can start`(state: String, action: String) throws {
    #expect("\(try Self.action(.started, in: state))" == action)
  }

  @Test(arguments: [
    ("starting", "nothing"), ("running", "permit"), ("terminating", "permit"),
    ("collecting", "nothing"), ("killed", "nothing"), ("over", "nothing"),
  ])
  func `results are collected once`(state: String, action: String) throws {
    #expect("\(try Self.action(.commandEnded, in: state))" == action)
  }

  @Test(arguments: [
    ("starting", "kill"), ("running", "terminate"), ("terminating", "nothing"),
    ("collecting", "nothing"), ("killed", "nothing"), ("over", "nothing"),
  ])
  func `a stop is polite to what runs`(state: String, action: String) throws {
    #expect("\(try Self.action(.stopAsked, in: state))" == action)
  }

  @Test(arguments: [Watch.Event.abandoned, .exceeded(.disk), .broken(reason: "x")])
  func `what cannot wait kills in every state that lives`(event: Watch.Event) throws {
    for state in ["starting", "running", "terminating", "collecting"] {
      #expect(try Self.action(event, in: state) == .kill)
    }
    for state in ["killed", "over"] { #expect(try Self.action(event, in: state) == .nothing) }
  }

  @Test(arguments: [
    ("starting", Ending.refused(reason: "the sandbox could not be made")),
    ("running", .exited(code: 3)), ("collecting", .exited(code: 3)),
    ("terminating", .stopped(by: .stop, bound: 0)),
    ("killed", .stopped(by: .memory, bound: limits.memoryBytes)),
  ])
  func `the end names its first cause`(state: String, ending: Ending) throws {
    #expect(try Self.action(.reaped(code: 3), in: state) == .report(ending))
  }

  @Test func `the end is reported once`() throws {
    #expect(try Self.action(.reaped(code: 3), in: "over") == .nothing)
  }

  @Test(arguments: ["starting", "running", "terminating", "collecting"])
  func `the end of the lease kills at its moment and not before`(state: String) throws {
    var watch = try #require(Self.watches().first { $0.name == state }).watch
    watch.renew(until: 1_000 * Self.second)
    watch.renew(until: 5 * Self.second)
    #expect(watch.leaseEnd == 1_000 * Self.second)
    #expect(watch.handle(.tick, at: 1_000 * Self.second) == .kill)
    #expect(watch.handle(.reaped(code: 137), at: 0) != .report(.exited(code: 137)))
  }

  @Test func `time is up at the limit, then grace, then the end`() throws {
    var watch = Watch(limits: Self.limits, leaseEnd: 100 * Self.second, at: 0)
    #expect(watch.deadline == Watch.startSeconds * Self.second)
    #expect(watch.handle(.started, at: 5 * Self.second) == .permit)
    #expect(watch.deadline == 15 * Self.second)
    #expect(watch.handle(.tick, at: 15 * Self.second - 1) == .nothing)
    #expect(watch.handle(.tick, at: 15 * Self.second) == .terminate)
    #expect(watch.handle(.tick, at: 17 * Self.second - 1) == .nothing)
    #expect(watch.handle(.tick, at: 17 * Self.second) == .kill)
    #expect(watch.deadline == .max)
    #expect(
      watch.handle(.reaped(code: 137), at: 18 * Self.second)
        == .report(.stopped(by: .time, bound: 10)))
  }

  @Test func `a job that ends in its grace still leaves its results`() {
    var watch = Watch(limits: Self.limits, leaseEnd: 100 * Self.second, at: 0)
    _ = watch.handle(.started, at: 0)
    #expect(watch.handle(.tick, at: 10 * Self.second) == .terminate)
    #expect(watch.handle(.commandEnded, at: 11 * Self.second) == .permit)
    #expect(
      watch.handle(.reaped(code: 0), at: 12 * Self.second)
        == .report(.stopped(by: .time, bound: 10)))
  }

  @Test func `an archive that takes for ever is cut`() {
    var watch = Watch(limits: Self.limits, leaseEnd: 1_000 * Self.second, at: 0)
    _ = watch.handle(.started, at: 0)
    _ = watch.handle(.commandEnded, at: Self.second)
    #expect(watch.handle(.tick, at: (Watch.collectSeconds + 1) * Self.second) == .kill)
  }

  @Test(arguments: [
    (Int32(0), Ending.exited(code: 0)), (1, .exited(code: 1)), (127, .exited(code: 127)),
    (137, .signalled(signal: 9)), (139, .signalled(signal: 11)), (255, .exited(code: 255)),
    (152, .stopped(by: .processorTime, bound: Int64(limits.processorSeconds))),
  ])
  func `the shell's codes are read as what they stand for`(code: Int32, ending: Ending) throws {
    #expect(try Self.action(.reaped(code: code), in: "running") == .report(ending))
  }
}
