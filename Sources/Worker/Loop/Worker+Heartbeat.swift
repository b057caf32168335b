import Compute
import Guard

extension Worker {
  /// Every second: prolongs the leases, learns of stops, says that the node lives.
  func beat() async {
    var beats = 0
    while !Task.isCancelled {
      if beats % Bounds.beatsBetweenAnnouncements == 0 {
        await announce()
        await lookAgain()
      }
      beats += 1
      await heartbeat()
      claims.send()
      try? await Task.sleep(for: Bounds.heartbeat)
    }
  }

  /// Prolongs every lease that is held, also of jobs whose end is not delivered yet.
  ///
  /// The new end counts from before the renewal was sent, so that it is never later here than in
  /// the database.
  func heartbeat() async {
    let held = attempts.values.filter { $0.phase != .lost }
    guard !held.isEmpty else { return }
    let sentAt = Clock.sinceBoot()
    do throws(QueueError) {
      let renewals = try await queue.renew(held.map(\.held))
      heardAt = max(heardAt, sentAt)
      let found = Dictionary(renewals.map { ($0.held, $0) }) { first, _ in first }
      for attempt in held {
        await renewed(attempt, found[attempt.held], end: sentAt + Self.lease)
      }
    } catch {
      settings.notice("Leases could not be renewed. \(error.description)")
    }
  }

  static let lease = Bounds.leaseSeconds * Clock.second

  private func renewed(_ attempt: HeldAttempt, _ renewal: Renewal?, end: UInt64) async {
    guard let renewal else { return await lose(attempt.name) }
    await engine.renew(attempt.name, until: end)
    if renewal.isStopAsked { await stop(attempt.name) }
  }

  /// Another has the job, or its end is settled: what may still run of it here must end.
  private func lose(_ name: AttemptName) async {
    guard let attempt = attempts[name], attempt.phase != .ended else { return }
    settings.notice("The lease of \(attempt.reference) is lost; its attempt is stopped.")
    attempts[name]?.lose()
    outbox.removeAll(of: attempt.held)
    await stop(name)
  }

  private func announce() async {
    let sentAt = Clock.sinceBoot()
    do throws(QueueError) {
      isDraining = try await queue.announce(slots: settings.slots, kinds: engine.kinds)
      heardAt = max(heardAt, sentAt)
    } catch {
      settings.notice("The node could not be announced. \(error.description)")
    }
  }
}
