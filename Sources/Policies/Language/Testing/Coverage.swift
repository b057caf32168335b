/// What the tests have seen: each rule true, false and unknown, each exception taken, each threshold from both sides.
struct Coverage {
  private let set: PolicySet
  private var seen: [Set<Bool?>]
  /// Waivers and exceptions that took an effect away.
  private var taken: Set<Int> = []
  private var thresholds: Thresholds

  /// What no test has seen of a rule.
  struct Gap {
    let rule: Rule
    /// `true`, `false`, `unknown`, `taken`, or a comparison and its side.
    let unseen: [String]
  }

  init(_ set: PolicySet) {
    self.set = set
    seen = Array(repeating: [], count: set.rules.count)
    thresholds = Thresholds(set)
  }

  mutating func add(_ walk: ReferenceWalk) {
    for (number, truth) in walk.truths().enumerated() {
      guard let truth else { continue }
      seen[number].insert(truth.raw.value)
      if truth.raw.value == true { taken.formUnion(truth.relievedBy) }
      if case .unless = set.rules[number].kind, truth.effective.value == true {
        taken.insert(number)
      }
    }
    thresholds.add(walk)
  }

  /// What a rule can be and no test has seen, for each rule that lacks something.
  func gaps() -> [Gap] {
    let sides = thresholds.unseen
    return set.rules.enumerated().compactMap { number, rule in
      var unseen: [String] = []
      if !isConstant(rule) {
        if !seen[number].contains(true) { unseen.append("true") }
        if !seen[number].contains(false), canBeFalse(rule) { unseen.append("false") }
        if canBeUnknown(rule.condition), !seen[number].contains(nil) { unseen.append("unknown") }
      }
      if isException(rule), !taken.contains(number) { unseen.append("taken") }
      unseen += sides[number] ?? []
      return unseen.isEmpty ? nil : Gap(rule: rule, unseen: unseen)
    }
  }

  private func isConstant(_ rule: Rule) -> Bool {
    if case .atom(.constant, _) = rule.condition { true } else { false }
  }

  private func isException(_ rule: Rule) -> Bool {
    switch rule.kind {
    case .waive, .except, .unless: true
    default: false
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
