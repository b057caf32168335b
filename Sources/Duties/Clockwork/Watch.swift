internal import Foundation
internal import Workflow

/// Watches the sealer and the clocks, and says once when an alarm begins and once when it ends.
struct Watch {
  /// The size when it was last seen to change, or nothing waited, and since when.
  private var size = -1
  private var since = ContinuousClock.now
  private var isSealerBehind = false
  private var isClockApart = false

  /// Takes what the database says and gives the lines for the operator.
  ///
  /// - Parameters:
  ///   - pulse: what the database says.
  ///   - systemTime: this machine's time at that moment.
  ///   - now: the moment on a clock that is never set.
  /// - Returns: alarms that begin or end now.
  mutating func look(
    _ pulse: Pulse, systemTime: Date, at now: ContinuousClock.Instant = .now
  ) -> [String] {
    [sealer(pulse, now), clocks(pulse.time.timeIntervalSince(systemTime))].compactMap { $0 }
  }

  private mutating func sealer(_ pulse: Pulse, _ now: ContinuousClock.Instant) -> String? {
    if pulse.sealed != size || pulse.waiting == 0 { (size, since) = (pulse.sealed, now) }
    let isBehind = since.duration(to: now) >= Bounds.longestWithoutSeal
    defer { isSealerBehind = isBehind }
    guard isBehind != isSealerBehind else { return nil }
    return isBehind
      ? "ALARM: no seal for \(Bounds.longestWithoutSeal.components.seconds) s while "
        + "\(pulse.waiting) entries wait. Is the sealer running?"
      : "The sealer is at work again."
  }

  private mutating func clocks(_ difference: TimeInterval) -> String? {
    let isApart = abs(difference) >= Bounds.greatestClockDifferenceSeconds
    defer { isClockApart = isApart }
    guard isApart != isClockApart else { return nil }
    let seconds = String(format: "%+.1f", difference)
    return isApart
      ? "ALARM: the database's clock differs from this machine's by \(seconds) s. Set the clocks."
      : "The clocks of database and machine agree again."
  }
}
