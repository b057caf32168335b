internal import Foundation
internal import Workflow

/// What the clockwork knows from one round to the next.
struct Round {
  /// What one round did.
  struct Outcome: Sendable {
    var rescued = 0
    var fired = 0
    var failed = 0
  }

  let sandbox: Sandbox
  let log: @Sendable (String) -> Void
  private var caller: Caller?
  private var complaints = Complaints()
  private var watch = Watch()

  init(_ sandbox: Sandbox, log: @escaping @Sendable (String) -> Void) {
    self.sandbox = sandbox
    self.log = log
  }

  /// Rescue, then every event that is due, then a look at the sealer and the clocks.
  ///
  /// A session that is over is opened anew, once.
  ///
  /// - Throws: `Refusal` when nothing could be done at all.
  mutating func run() async throws -> Outcome {
    do {
      return try await run(as: signedIn())
    } catch let refusal as Refusal where refusal.kind == .notSignedIn {
      caller = nil
      return try await run(as: signedIn())
    }
  }

  private mutating func signedIn() async throws -> Caller {
    if let caller { return caller }
    let opened = try await sandbox.signIn(process: "clockwork", audience: .clockwork).caller
    caller = opened
    return opened
  }

  private mutating func run(as caller: Caller) async throws -> Outcome {
    var outcome = Outcome()
    outcome.rescued = try await sandbox.rescueJobs(as: caller)
    if outcome.rescued > 0 { log("Jobs taken back from silent workers: \(outcome.rescued).") }
    for act in try await sandbox.dueEvents(as: caller) where !Task.isCancelled {
      if try await fire(act, as: caller) { outcome.fired += 1 } else { outcome.failed += 1 }
    }
    let before = Date()
    let pulse = try await sandbox.pulse(as: caller)
    let middle = before.addingTimeInterval(Date().timeIntervalSince(before) / 2)
    for line in watch.look(pulse, systemTime: middle) { log(line) }
    return outcome
  }

  /// Fires one event; its failure is told and holds up no other.
  private mutating func fire(_ act: Act, as caller: Caller) async throws -> Bool {
    do {
      let standing = try await sandbox.fire(act, as: caller)
      log("\(act.subject) \(act.event): \(standing.state ?? "done").")
      return true
    } catch  where refusedAlike(error.kind) {
      throw error
    } catch {
      let subject = "\(act.subject) \(act.event)"
      if complaints.isNews(error.description, about: subject) { log("\(subject): \(error)") }
      return false
    }
  }

  /// Whether the next event would fail for the same reason.
  private func refusedAlike(_ kind: Refusal.Kind) -> Bool {
    kind == .notSignedIn || kind == .unavailable
  }
}
