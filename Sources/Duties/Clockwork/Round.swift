internal import Foundation
internal import Workflow

/// What the clockwork knows from one round to the next.
struct Round {
  /// What one round did.
  struct Outcome: Sendable {
    var rescued = 0
    var fired = 0
    var failed = 0
    /// Whether a kind had as many events as one round takes: more may be due at once.
    var isFull = false
  }

  let sandbox: Sandbox
  let log: @Sendable (String) -> Void
  private var caller: Caller?
  private var complaints = Complaints()
  private var watch = Watch()
  private var putOff = PutOff()
  private var pruned: ContinuousClock.Instant?

  init(_ sandbox: Sandbox, log: @escaping @Sendable (String) -> Void) {
    self.sandbox = sandbox
    self.log = log
  }

  /// Rescue, a look at the sealer and the clocks, then every event that is due, kinds in turn.
  ///
  /// A session that is over is opened anew, once.
  ///
  /// - Parameter now: the moment on a clock that is never set.
  /// - Returns: what was done.
  /// - Throws: `Refusal` when nothing could be done at all.
  mutating func run(at now: ContinuousClock.Instant = .now) async throws -> Outcome {
    do {
      return try await run(at: now, as: signedIn())
    } catch let refusal as Refusal where refusal.kind == .notSignedIn {
      caller = nil
      return try await run(at: now, as: signedIn())
    }
  }

  private mutating func signedIn() async throws -> Caller {
    if let caller { return caller }
    let opened = try await sandbox.signIn(process: "clockwork", audience: .clockwork).caller
    caller = opened
    return opened
  }

  private mutating func run(
    at now: ContinuousClock.Instant, as caller: Caller
  ) async throws -> Outcome {
    var outcome = Outcome()
    outcome.rescued = try await sandbox.rescueJobs(as: caller)
    if outcome.rescued > 0 { log("Jobs taken back from silent workers: \(outcome.rescued).") }
    try await look(at: now, as: caller)
    try await prune(at: now, as: caller)
    let due = try await sandbox.dueEvents(
      most: Bounds.dueOfAKind, without: putOff.names(at: now), as: caller)
    outcome.isFull = Dictionary(grouping: due, by: \.event).values.contains {
      $0.count >= Bounds.dueOfAKind
    }
    for act in PutOff.inTurn(due, by: \.event) where !Task.isCancelled {
      if try await fire(act, at: now, as: caller) {
        outcome.fired += 1
      } else {
        outcome.failed += 1
      }
    }
    return outcome
  }

  private mutating func look(
    at now: ContinuousClock.Instant, as caller: Caller
  ) async throws {
    let before = Date()
    let pulse = try await sandbox.pulse(as: caller)
    let middle = before.addingTimeInterval(Date().timeIntervalSince(before) / 2)
    for line in watch.look(pulse, systemTime: middle, at: now) { log(line) }
  }

  private mutating func prune(
    at now: ContinuousClock.Instant, as caller: Caller
  ) async throws {
    if let pruned, pruned.duration(to: now) < Bounds.pruningEvery { return }
    let removed = try await sandbox.prune(Bounds.prunedAtOnce, as: caller)
    // More may be left of it: it goes on in the next round.
    pruned = removed >= Bounds.prunedAtOnce ? nil : now
  }

  /// Fires one event; its failure is told and holds up no other.
  private mutating func fire(
    _ act: Act, at now: ContinuousClock.Instant, as caller: Caller
  ) async throws -> Bool {
    let event = "\(act.subject) \(act.event)"
    do {
      let standing = try await sandbox.fire(act, as: caller)
      log("\(event): \(standing.state ?? "done").")
      putOff.succeeded(event)
      return true
    } catch  where refusedAlike(error.kind) {
      // One that takes the database too long looks the same: the next round begins with others.
      putOff.failed(event, at: now)
      throw error
    } catch {
      putOff.failed(event, at: now)
      if complaints.isNews(error.description, about: event) { log("\(event): \(error)") }
      return false
    }
  }

  /// Whether the next event would fail for the same reason.
  private func refusedAlike(_ kind: Refusal.Kind) -> Bool {
    kind == .notSignedIn || kind == .unavailable
  }
}
