/// True, false or unknown, and the facts that keep it unknown.
///
/// The set holds the missing facts that are read by those parts of an unknown condition which are unknown
/// themselves. Hence: as long as none of them becomes known, the condition stays unknown whatever else is
/// stated; once all of them are known, so is the condition, save that the records of a list just stated may
/// bring up what they are compared with. A known condition has an empty set.
struct Truth: Equatable {
  var value: Bool?
  var missing: Set<Place> = []

  static func known(_ value: Bool) -> Truth { Truth(value: value) }
  static func unknown(_ missing: Set<Place>) -> Truth { Truth(value: nil, missing: missing) }

  var denied: Truth { Truth(value: value.map { !$0 }, missing: missing) }

  /// Kleene's and: false wins, then unknown.
  static func all(_ parts: [Truth]) -> Truth {
    if parts.contains(where: { $0.value == false }) { return known(false) }
    let open = parts.filter { $0.value == nil }
    if open.isEmpty { return known(true) }
    return unknown(open.reduce(into: []) { $0.formUnion($1.missing) })
  }

  /// Kleene's or: true wins, then unknown.
  static func any(_ parts: [Truth]) -> Truth { all(parts.map(\.denied)).denied }
}

/// What became of one rule in one situation.
struct RuleTruth: Equatable {
  /// Its own condition.
  var raw: Truth
  /// The same once waivers and exceptions have had their say.
  var effective: Truth
  /// Waivers or exceptions of it that hold.
  var relievedBy: [Int]
  /// Those of which it is unknown.
  var openRelief: [Truth]
}
