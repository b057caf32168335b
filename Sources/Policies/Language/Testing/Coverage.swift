/// Which rules the tests have seen true, false and unknown.
struct Coverage {
  private let set: PolicySet
  private var seen: [Set<Bool?>]

  init(_ set: PolicySet) {
    self.set = set
    seen = Array(repeating: [], count: set.rules.count)
  }

  mutating func add(_ truths: [RuleTruth?]) {
    for (number, truth) in truths.enumerated() {
      if let truth { seen[number].insert(truth.raw.value) }
    }
  }

  /// The values that a rule can have and no test has seen, for each rule that lacks one.
  func gaps() -> [(rule: Rule, unseen: [String])] {
    set.rules.enumerated().compactMap { number, rule in
      if case .atom(.constant, _) = rule.condition { return nil }
      var unseen: [String] = []
      if !seen[number].contains(true) { unseen.append("true") }
      if !seen[number].contains(false), canBeFalse(rule) { unseen.append("false") }
      if canBeUnknown(rule.condition), !seen[number].contains(nil) { unseen.append("unknown") }
      return unseen.isEmpty ? nil : (rule, unseen)
    }
  }

  /// A choice is there or missing, never false.
  private func canBeFalse(_ rule: Rule) -> Bool {
    if case .leadOtherwise(let name) = rule.kind, case .atom(_, let wording) = rule.condition {
      return wording.text != name
    }
    return true
  }

  private func canBeUnknown(_ condition: Condition) -> Bool {
    switch condition {
    case .not(let inner): return canBeUnknown(inner)
    case .all(let parts), .any(let parts): return parts.contains { canBeUnknown($0) }
    case .named(let number): return canBeUnknown(set.named[number].condition)
    case .routed(let remit):
      return set.rules.contains {
        $0.kind == .route(remit: set.remits[remit].name) && canBeUnknown($0.condition)
      }
    case .atom(let atom, _): return canBeUnknown(atom)
    }
  }

  private func canBeUnknown(_ atom: Atom) -> Bool {
    switch atom {
    case .constant, .setting, .known: false
    case .flag(let place), .members(let place, _), .isNone(let place): canBeMissing(place)
    case .compare(let left, _, let right):
      (left.places + right.places).contains { canBeMissing($0) }
    case .changed, .quantified, .counted, .enough: true
    }
  }

  private func canBeMissing(_ place: Place) -> Bool {
    place.assumed == nil && !set.attribute(at: place).isRecorded
  }
}
