import Compute
import struct Foundation.UUID

extension Worker {
  /// Finds what an earlier run of this worker left: ends that were not delivered are delivered, for
  /// as long as their tokens are current.
  ///
  /// Nothing of it runs: its guards saw that run end.
  func recover() async {
    for kept in await engine.kept() {
      guard let parts = kept.name.parts, let job = UUID(uuidString: parts.dispatch) else {
        continue
      }
      attempts[kept.name] = HeldAttempt(
        name: kept.name, held: HeldJob(id: job, token: parts.token),
        reference: kept.name.text, part: kept.note)
      await look(at: kept.name)
    }
  }

  /// Attempts of an earlier run whose guard had not quite ended at the first look; their engine
  /// gives no hint of them.
  func lookAgain() async {
    for attempt in attempts.values where attempt.phase != .ended { await look(at: attempt.name) }
  }
}
