import Foundation
import Workflow

/// `bench acts`: how many audited changes of state a second the use case makes.
struct BenchActsCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "acts", summary: "pauses and resumes trials through the use case, and counts",
    operands: [
      OperandShape(
        name: "FILE", summary: "The subjects of trials that the caller may pause, one a line")
    ],
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "connections", kind: .value(placeholder: "N"),
        summary: "How many, each busy all the time with subjects of its own; 8 if not said"),
      OptionShape(
        name: "seconds", kind: .value(placeholder: "S"), summary: "How long; 5 if not said"),
    ],
    details: """
      Each act is real and stays in the audit trail: for a database of its own, as bench/acts makes
      one. Every trial is left as it was found, in trial. Connecting and preparing statements is
      within the time.
      """)

  /// More would say nothing of a server with this many connections.
  private static let mostConnections = 1_000
  private static let mostSeconds = 3_600

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let connections =
      try arguments.integer("connections", in: 1...Self.mostConnections) ?? 8
    let seconds = try arguments.integer("seconds", in: 0...Self.mostSeconds) ?? 5
    let subjects = try PolicyFiles.text(at: arguments.operand("FILE"))
      .split(whereSeparator: \.isNewline).map(String.init)
    guard subjects.count >= connections else {
      throw CommandError(
        "the file names \(subjects.count) subjects for \(connections) connections",
        help: "Give at least one for each.")
    }
    let rate = try await Domain.use(arguments, on: console, connections: connections) {
      sandbox, caller in
      try await ActLoad(sandbox: sandbox, caller: caller)
        .rate(on: Self.shares(of: subjects, among: connections), for: .seconds(seconds))
    }
    return Answer(
      Rate(connections: connections, seconds: seconds, actsPerSecond: Int(rate)),
      "\(Int(rate)) acts/s with \(connections) connections")
  }

  private struct Rate: Encodable {
    let connections: Int
    let seconds: Int
    let actsPerSecond: Int
  }

  /// Parts of equal size but for one, so that no two connections ever want the same trial.
  static func shares(of subjects: [String], among count: Int) -> [[String]] {
    (0..<count).map { part in
      Array(subjects[subjects.count * part / count..<subjects.count * (part + 1) / count])
    }
  }
}

/// Tasks that pause and resume trials, one after the other, each trial as its firm's approver would.
private struct ActLoad {
  let sandbox: Sandbox
  let caller: Caller

  /// One task for each share, until the time is over; at least one pause and resume each.
  ///
  /// - Returns: acts a second.
  func rate(on shares: [[String]], for time: Duration) async throws -> Double {
    let start = ContinuousClock.now
    let acts = try await withThrowingTaskGroup(of: Int.self) { group in
      for share in shares {
        group.addTask { try await fire(on: share, until: start + time) }
      }
      return try await group.reduce(0, +)
    }
    return Double(acts) / ((ContinuousClock.now - start) / .seconds(1))
  }

  private func fire(on share: [String], until end: ContinuousClock.Instant) async throws -> Int {
    var acts = 0
    repeat {
      let subject = share[acts / 2 % share.count]
      _ = try await sandbox.fire(Act(subject, "pause"), as: caller)
      _ = try await sandbox.fire(Act(subject, "resume"), as: caller)
      acts += 2
    } while ContinuousClock.now < end
    return acts
  }
}
