/// Due events that failed, each left alone for a while: for longer with each failure.
///
/// Without it the same ones, found first each time, would take the places of all others.
struct PutOff {
  private struct Wait {
    var failures: Int
    var until: ContinuousClock.Instant
  }

  private var waits: [String: Wait] = [:]

  /// The events to leave alone now.
  func names(at now: ContinuousClock.Instant) -> [String] {
    waits.filter { $0.value.until > now }.map(\.key)
  }

  /// Notes a failure; of too many the one that may be tried soonest is forgotten.
  mutating func failed(_ event: String, at now: ContinuousClock.Instant) {
    let failures = (waits[event]?.failures ?? 0) + 1
    let wait = min(Bounds.firstPutOff * (1 << min(failures - 1, 10)), Bounds.longestPutOff)
    waits[event] = Wait(failures: failures, until: now + wait)
    guard waits.count > Bounds.putOffAtOnce,
      let soonest = waits.min(by: { $0.value.until < $1.value.until })
    else { return }
    waits[soonest.key] = nil
  }

  mutating func succeeded(_ event: String) { waits[event] = nil }

  /// Kinds in turn: the first of each, then the second of each.
  static func inTurn<Item>(_ items: [Item], by kind: (Item) -> String) -> [Item] {
    var places: [String: Int] = [:]
    let placed = items.map { item -> (place: Int, item: Item) in
      let place = places[kind(item), default: 0]
      places[kind(item)] = place + 1
      return (place, item)
    }
    let most = places.values.max() ?? 0
    return (0..<most).flatMap { place in placed.filter { $0.place == place }.map(\.item) }
  }
}
