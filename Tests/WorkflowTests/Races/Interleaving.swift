import Postgres
import Synchronization

/// Which of two writers takes the next step.
enum Side: Hashable {
  case left, right
}

/// What became of one writer's transaction: `done`, or the SQLSTATE of its refusal.
typealias Outcome = String

/// Two connections that write to one case, their steps run in every order.
struct Interleaving {
  /// Every order of three steps of the one and three of the other.
  static let orders: [[Side]] = orders(left: 3, right: 3)

  private static func orders(left: Int, right: Int) -> [[Side]] {
    guard left > 0 || right > 0 else { return [[]] }
    var all: [[Side]] = []
    if left > 0 { all += orders(left: left - 1, right: right).map { [.left] + $0 } }
    if right > 0 { all += orders(left: left, right: right - 1).map { [.right] + $0 } }
    return all
  }

  let left: Writer
  let right: Writer
  /// Sees whether a writer waits for a lock.
  let observer: Connection

  /// Runs the steps in this order; a step that must wait for the other writer is left waiting.
  ///
  /// - Returns: both outcomes, and whether one waited for the other.
  func run(_ order: [Side]) async throws -> (left: Outcome, right: Outcome, waited: Bool) {
    var waited = false
    var postponed: [Side] = []
    for side in order {
      let writer = side == .left ? left : right
      if postponed.contains(side) || writer.isBusy {
        postponed.append(side)
      } else {
        waited = try await step(writer) || waited
      }
    }
    for side in postponed {
      let writer = side == .left ? left : right
      await writer.settle()
      waited = try await step(writer) || waited
    }
    await left.settle()
    await right.settle()
    return (left.outcome, right.outcome, waited)
  }

  /// Begins a writer's next step; returns when it has ended, or whether it waits for a lock.
  private func step(_ writer: Writer) async throws -> Bool {
    writer.begin()
    while writer.isBusy {
      let waiting = try await observer.query(
        """
        SELECT EXISTS (SELECT FROM pg_stat_activity
          WHERE pid = \(writer.process) AND state = 'active' AND wait_event_type = 'Lock')
        """
      ).one().decode(Bool.self)
      if waiting, writer.isBusy { return true }
    }
    return false
  }
}

/// One transaction of three steps: BEGIN, the act, COMMIT.
final class Writer: Sendable {
  /// The server's process.
  let process: Int32
  private let connection: Connection
  private let steps: [[SQL]]
  private let progress = Mutex(Progress())

  private struct Progress {
    var next = 0
    var isBusy = false
    var outcome: Outcome = "done"
    var task: Task<Void, Never>?
  }

  /// - Parameters:
  ///   - connection: a connection of its own.
  ///   - login: whose session it is.
  ///   - act: what that person does.
  init(_ connection: Connection, as login: String, _ act: SQL) async {
    self.connection = connection
    process = await connection.processID
    steps = [
      ["BEGIN", "SELECT set_config('sandboxpp.session', \(login)::text, true)"], [act], ["COMMIT"],
    ]
  }

  var isBusy: Bool { progress.withLock { $0.isBusy } }
  var outcome: Outcome { progress.withLock { $0.outcome } }

  /// Begins the next step; after a refusal the rest is nothing but the end of the transaction.
  func begin() {
    let step: [SQL]? = progress.withLock { progress in
      guard progress.next < steps.count else { return nil }
      defer { progress.next += 1 }
      progress.isBusy = true
      return steps[progress.next]
    }
    guard let step else { return }
    let task = Task { [self] in
      var failure: Outcome?
      do {
        _ = try await connection.pipeline(step)
      } catch {
        failure = (error as? PostgresError)?.sqlState ?? "\(error)"
      }
      progress.withLock { progress in
        if let failure { progress.outcome = failure }
        progress.isBusy = false
      }
    }
    progress.withLock { $0.task = task }
  }

  /// Takes all steps, one behind the other.
  func hurry() async {
    for _ in steps {
      begin()
      await settle()
    }
  }

  /// Waits for the step under way.
  func settle() async {
    await progress.withLock { $0.task }?.value
  }
}
