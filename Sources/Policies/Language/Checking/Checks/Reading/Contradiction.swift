/// Parts of one `and` that exclude each other, so that the rule can never hold; proofs find the rest.
enum Contradiction {
  static func check(_ rule: Rule, _ findings: inout Findings) {
    guard let (first, second) = parts(of: rule.condition) else { return }
    findings.add(
      .neverFires, "`\(rule.id)` can never fire: `\(first)` and `\(second)` exclude each other",
      at: rule.span, help: "change one of the two, or join them by `or`")
  }

  /// Two parts that cannot hold together, somewhere that has to hold.
  private static func parts(of condition: Condition) -> (String, String)? {
    guard case .all(let parts) = condition else { return nil }
    for (index, part) in parts.enumerated() {
      if let inner = self.parts(of: part) { return inner }
      for other in parts[..<index] where exclude(part, other) {
        return (words(other), words(part))
      }
    }
    return nil
  }

  private static func exclude(_ first: Condition, _ second: Condition) -> Bool {
    if first == .not(second) || second == .not(first) { return true }
    guard case .atom(let one, _) = first, case .atom(let other, _) = second else { return false }
    switch (one, other) {
    case (
      .compare(.place(let place), let sign, .literal(let value)),
      .compare(.place(let same), let otherSign, .literal(let otherValue))
    ):
      return place == same && !range(sign, value).overlaps(range(otherSign, otherValue))
    case (.members(let place, .only(let mask)), .members(let same, .anyOf(let wanted))),
      (.members(let place, .anyOf(let wanted)), .members(let same, .only(let mask))):
      return place == same && mask & wanted == 0
    default: return false
    }
  }

  private static func range(_ sign: Comparison, _ value: Int64) -> ClosedRange<Int64> {
    switch sign {
    case .equal: value...value
    case .different: Int64.min...Int64.max
    case .less: Int64.min...value - 1
    case .atMost: Int64.min...value
    case .greater: value + 1...Int64.max
    case .atLeast: value...Int64.max
    }
  }

  private static func words(_ condition: Condition) -> String {
    switch condition {
    case .atom(_, let wording): wording.text
    case .not(let inner): "not " + words(inner)
    default: "…"
    }
  }
}
