public import Compute
public import Crypto
import Foundation
import Guard

/// Claims jobs, sees them through on an engine of this node, and brings the news home.
///
/// What it holds in memory can be lost at any time: an attempt is found again by its name, a job
/// that nobody renews goes back to the queue, and no news counts but under the current token.
public actor Worker {
  let queue: any JobQueue
  let engine: any Engine
  let store: ContentStore
  let settings: Settings
  var attempts: [AttemptName: HeldAttempt] = [:]
  var outbox = Outbox()
  /// When the heartbeat was sent that was confirmed last, in nanoseconds since the machine started.
  var heardAt: UInt64 = 0
  var isDraining = false
  var isClosing = false
  /// Whether a claim is on its way: what it brings is not known yet.
  var isClaiming = false
  private var hasLeft = false
  private var leaving: CheckedContinuation<Void, Never>?
  private var grace: Task<Void, Never>?
  let claims = Signal()
  let deliveries = Signal()

  /// What a worker must know.
  public struct Settings: Sendable {
    /// How many jobs at one time.
    public var slots: Int
    /// The engine's own programs by name, as they lie in the store.
    public var programs: [String: Digest]
    /// Where sentences for the operator go.
    public var notice: @Sendable (String) -> Void
    /// Told of each verdict on a piece of news, for counters.
    public var settled: @Sendable (Verdict) -> Void

    /// Describes a worker.
    public init(
      slots: Int, programs: [String: Digest] = [:],
      notice: @escaping @Sendable (String) -> Void = { _ in },
      settled: @escaping @Sendable (Verdict) -> Void = { _ in }
    ) {
      precondition(slots > 0, "a worker needs a slot")
      self.slots = slots
      self.programs = programs
      self.notice = notice
      self.settled = settled
    }
  }

  /// Makes a worker; nothing happens before ``run(wakeups:)``.
  public init(queue: any JobQueue, engine: any Engine, store: ContentStore, settings: Settings) {
    self.queue = queue
    self.engine = engine
    self.store = store
    self.settings = settings
  }

  /// Works until ``close(within:)`` has emptied it or the task is cancelled.
  ///
  /// - Parameter wakeups: What the database had to say. Hints: without one the worker looks by
  ///   itself every second.
  public func run(wakeups: AsyncStream<Wakeup>) async {
    let changes = await engine.changes()
    await recover()
    await withTaskGroup { group in
      group.addTask { await self.beat() }
      group.addTask { await self.claimAgainAndAgain() }
      group.addTask { await self.deliverAgainAndAgain() }
      group.addTask { for await name in changes { await self.look(at: name) } }
      group.addTask { for await wakeup in wakeups { await self.wake(wakeup) } }
      await withTaskCancellationHandler {
        await untilEmpty()
      } onCancel: {
        Task { await self.leave() }
      }
      group.cancelAll()
    }
  }

  /// Claims no more, and ends the run once every job has ended and all news is delivered.
  ///
  /// - Parameter patience: How long jobs may go on; then they are stopped, and go back to the
  ///   queue.
  public func close(within patience: Duration) {
    isClosing = true
    grace = Task {
      guard (try? await Task.sleep(for: patience)) != nil else { return }
      for name in attempts.keys { await stop(name) }
    }
    finishIfEmpty()
  }

  /// Whether a job may be claimed now.
  ///
  /// Without a heartbeat for three seconds it would probably outlive its lease.
  var mayClaim: Bool {
    !isDraining && !isClosing && attempts.count < settings.slots
      && Clock.sinceBoot() < heardAt + Bounds.claimWithin
  }

  /// Ends the run if that is wanted and nothing is left to be done.
  func finishIfEmpty() {
    if isClosing && !isClaiming && attempts.isEmpty && outbox.isEmpty { leave() }
  }

  /// Hands a stop to the engine, once.
  func stop(_ name: AttemptName) async {
    guard attempts[name]?.isStopping == false else { return }
    attempts[name]?.isStopping = true
    await engine.stop(name)
  }

  private func wake(_ wakeup: Wakeup) async {
    switch wakeup {
    case .jobs: claims.send()
    case .stops: await heartbeat()
    }
  }

  private func untilEmpty() async {
    await withCheckedContinuation { continuation in
      if hasLeft { continuation.resume() } else { leaving = continuation }
    }
  }

  private func leave() {
    isClosing = true
    hasLeft = true
    grace?.cancel()
    leaving?.resume()
    leaving = nil
  }
}

/// What a database can tell a worker between two heartbeats.
public enum Wakeup: Sendable {
  /// Jobs may be waiting.
  case jobs
  /// A stop may be asked for.
  case stops
}
