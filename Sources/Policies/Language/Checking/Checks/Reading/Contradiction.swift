/// Parts of one `and` that exclude each other, so that the rule can never hold; proofs find the rest.
///
/// Looked at are the parts that have to hold, also those behind names: one that is denied elsewhere, what
/// several ask of the same fact or of the same two numbers, and an `or` each part of which is excluded by them.
enum Contradiction {
  static func check(_ rule: Rule, _ scope: Scope, _ findings: inout Findings) {
    var parts = RequiredParts(scope: scope)
    parts.add(rule.condition, wanted: true, behind: nil)
    if let found = parts.exclusive {
      let words = found.map(\.words)
      findings.add(
        .neverFires,
        "`\(rule.id)` can never fire: \(words.dropLast().joined(separator: ", ")) and "
          + "\(words.last ?? "") exclude each other",
        at: rule.span, help: "change one of them, or join them by `or`")
    } else if let choice = parts.emptyChoice {
      findings.add(
        .neverFires, "`\(rule.id)` can never fire: no part of \(choice.words) can hold",
        at: rule.span, help: "change one of its parts")
    }
  }
}

/// The parts of a condition that have to hold, or have to fail, for it to hold.
private struct RequiredParts {
  struct Part {
    let condition: Condition
    let isWanted: Bool
    /// As the policy words it, in backticks.
    let words: String
    /// Whether its own parts are looked at as well.
    var isTakenApart = false
    /// Those of which one has to hold, or to fail, with the name that they stand behind.
    var choices: (parts: [Condition], name: String?)?

    /// What is asked and whether it has to hold: `no` and `every` by what `some` asks.
    var asked: (Condition, Bool) {
      guard case .atom(.quantified(let quantifier, let list, let body), let wording) = condition
      else { return (condition, isWanted) }
      func some(_ body: Condition) -> Condition {
        .atom(.quantified(.some, list: list, body), wording)
      }
      switch (quantifier, body) {
      case (.some, _): return (condition, isWanted)
      case (.no, _): return (some(body), !isWanted)
      case (.every, .not(let inner)): return (some(inner), !isWanted)
      case (.every, _): return (some(.not(body)), !isWanted)
      }
    }
  }

  let scope: Scope
  private(set) var parts: [Part] = []

  init(scope: Scope) { self.scope = scope }

  /// Notes a condition and what follows from it.
  ///
  /// - Parameters:
  ///   - condition: What has to hold or to fail.
  ///   - isWanted: Whether it has to hold.
  ///   - name: The name in the rule that it stands behind.
  mutating func add(_ condition: Condition, wanted isWanted: Bool, behind name: String?) {
    // What could not be read stands there as `no`, and has its own finding.
    if condition.isConstant { return }
    if case .not(let inner) = condition {
      add(inner, wanted: !isWanted, behind: name)
      return
    }
    let worded = "`\(words(condition, isWanted))`"
    var part = Part(
      condition: condition, isWanted: isWanted,
      words: name.map { "`\($0)` (\(worded))" } ?? worded)
    switch condition {
    case .named(let number):
      part.isTakenApart = true
      parts.append(part)
      let own = scope.named[number]
      add(own.condition, wanted: isWanted, behind: name ?? words(condition, isWanted))
    case .all(let inner) where isWanted, .any(let inner) where !isWanted:
      part.isTakenApart = true
      parts.append(part)
      for each in inner { add(each, wanted: isWanted, behind: name) }
    case .all(let inner), .any(let inner):
      part.choices = (inner, name)
      parts.append(part)
    default:
      parts.append(part)
    }
  }

  /// Parts that cannot hold together.
  var exclusive: [Part]? { denied ?? excluded ?? unordered }

  /// An `or` that has to hold, each part of which contradicts itself or the other parts.
  var emptyChoice: Part? {
    parts.first { part in
      guard let choices = part.choices else { return false }
      return choices.parts.allSatisfy { choice in
        var with = self
        with.add(choice, wanted: part.isWanted, behind: choices.name)
        return with.exclusive != nil
      }
    }
  }

  /// A part that has to hold, and to fail.
  private var denied: [Part]? {
    var failing: [Condition: Int] = [:]
    let asked = parts.map(\.asked)
    for (index, (condition, isWanted)) in asked.enumerated() where !isWanted {
      failing[condition] = failing[condition] ?? index
    }
    if failing.isEmpty { return nil }
    // The smallest say most.
    let pairs = parts.indices.compactMap { index -> [Int]? in
      guard asked[index].1, let other = failing[asked[index].0] else { return nil }
      return [index, other].sorted()
    }
    let plain = pairs.first { $0.allSatisfy { !parts[$0].isTakenApart } } ?? pairs.first
    return plain?.map { parts[$0] }
  }

  /// Parts that leave two numbers no order between them.
  private var unordered: [Part]? {
    var byPair: [[Number]: [(index: Int, signs: Set<Int>)]] = [:]
    for (index, part) in parts.enumerated() {
      guard case .atom(.compare(let left, let comparison, let right), _) = part.condition
      else { continue }
      // Where one of them is none, a comparison is false and so its denial true.
      let mayBeNone = (left.places + right.places).contains { scope.attribute(at: $0).mayBeNone }
      if !part.isWanted && mayBeNone { continue }
      var signs = (part.isWanted ? comparison : comparison.denied).signs
      var pair = [left, right]
      if byPair[[right, left]] != nil { (pair, signs) = ([right, left], Set(signs.map { -$0 })) }
      let others = byPair[pair] ?? []
      if let other = others.first(where: { $0.signs.isDisjoint(with: signs) }) {
        return [parts[other.index], part]
      }
      byPair[pair] = others + [(index, signs)]
      let common = others.reduce(signs) { $0.intersection($1.signs) }
      if common.isEmpty { return (byPair[pair] ?? []).map { parts[$0.index] } }
    }
    return nil
  }

  /// Parts that leave a fact no value, without any that could be left out.
  private var excluded: [Part]? {
    var byFact: [Place: [Int]] = [:]
    var order: [Place] = []
    for (index, part) in parts.enumerated() {
      guard case .atom(let atom, _) = part.condition, let place = PossibleValues.fact(of: atom)
      else { continue }
      if byFact[place] == nil { order.append(place) }
      byFact[place, default: []].append(index)
    }
    for place in order {
      var left = byFact[place] ?? []
      guard left.count > 1, !canHold(left, place) else { continue }
      for index in left {
        let fewer = left.filter { $0 != index }
        if !canHold(fewer, place) { left = fewer }
      }
      return left.map { parts[$0] }
    }
    return nil
  }

  private func canHold(_ indices: [Int], _ place: Place) -> Bool {
    var values = PossibleValues(scope.attribute(at: place))
    for index in indices {
      guard case .atom(let atom, _) = parts[index].condition else { continue }
      values.restrict(to: atom, isWanted: parts[index].isWanted)
    }
    return values.canBe
  }

  // MARK: Words

  private func words(_ condition: Condition, _ isWanted: Bool) -> String {
    switch condition {
    case .atom(let atom, let wording):
      return isWanted ? wording.text : denial(of: atom, wording.text)
    case .not(let inner): return words(inner, !isWanted)
    case .named(let number): return (isWanted ? "" : "not ") + scope.named[number].name
    case .routed(let remit):
      let name = scope.remits.first { $0.value == remit }?.key ?? ""
      return (isWanted ? "" : "not ") + "routed \(name)"
    case .all(let parts): return joined(parts, by: " and ", isWanted)
    case .any(let parts): return joined(parts, by: " or ", isWanted)
    }
  }

  private func joined(_ parts: [Condition], by word: String, _ isWanted: Bool) -> String {
    (isWanted ? "(" : "not (") + parts.map { words($0, true) }.joined(separator: word) + ")"
  }

  /// The words that deny an atom as people write it.
  private func denial(of atom: Atom, _ text: String) -> String {
    for word in [" is none", " is empty"] where text.hasSuffix(word) {
      return text.dropLast(word.count) + " is not" + word.dropFirst(" is".count)
    }
    if case .members = atom, text.contains(" = ") { return text.replacing(" = ", with: " != ") }
    return "not " + text
  }
}

/// The values that a fact may have under some conditions on it.
private struct PossibleValues {
  private let isSet: Bool
  /// Whether it may still be none; a comparison with a none is false, and so its denial is true.
  private var mayBeNone: Bool
  private var lowest = Int64.min
  private var highest = Int64.max
  private var others: Set<Int64> = []
  /// The members that it may be, or have.
  private var members: UInt64
  /// Of each of these a set has at least one.
  private var wanted: [UInt64] = []

  init(_ attribute: Attribute) {
    if case .set = attribute.type { isSet = true } else { isSet = false }
    mayBeNone = attribute.mayBeNone
    members = attribute.type.enumeration?.everything ?? .max
  }

  /// The fact that an atom asks about by itself.
  static func fact(of atom: Atom) -> Place? {
    switch atom {
    case .compare(.place(let place), _, .literal), .members(let place, _), .isNone(let place): place
    default: nil
    }
  }

  var canBe: Bool {
    if mayBeNone { return true }
    if lowest > highest || members == 0 && !isSet { return false }
    if lowest == highest && others.contains(lowest) { return false }
    return wanted.allSatisfy { $0 & members != 0 }
  }

  mutating func restrict(to atom: Atom, isWanted: Bool) {
    switch atom {
    case .isNone:
      if isWanted { (lowest, highest, members, wanted) = (1, 0, 0, [0]) } else { mayBeNone = false }
    case .compare(_, let comparison, .literal(let value)):
      if isWanted { mayBeNone = false }
      restrict(to: isWanted ? comparison : comparison.denied, value)
    case .members(_, let test):
      if isWanted { mayBeNone = false }
      isSet ? restrictSet(to: test, isWanted) : restrictMember(to: test, isWanted)
    default: break
    }
  }

  private mutating func restrict(to comparison: Comparison, _ value: Int64) {
    switch comparison {
    case .equal: (lowest, highest) = (max(lowest, value), min(highest, value))
    case .different: others.insert(value)
    case .less: highest = min(highest, value - 1)
    case .atMost: highest = min(highest, value)
    case .greater: lowest = max(lowest, value + 1)
    case .atLeast: lowest = max(lowest, value)
    }
  }

  private mutating func restrictMember(to test: MemberTest, _ isWanted: Bool) {
    guard case .anyOf(let mask) = test else { return }
    members &= isWanted ? mask : ~mask
  }

  private mutating func restrictSet(to test: MemberTest, _ isWanted: Bool) {
    switch (test, isWanted) {
    case (.anyOf(let mask), true): wanted.append(mask)
    case (.anyOf(let mask), false): members &= ~mask
    case (.allOf(let mask), true):
      wanted += (0..<UInt64(Limits.members)).map { 1 << $0 }.filter { mask & $0 != 0 }
    case (.only(let mask), true): members &= mask
    // One of several is missing, or there is one more: neither leaves out a member by itself.
    case (.allOf, false): break
    case (.only(let mask), false): wanted.append(~mask)
    }
  }
}

extension Comparison {
  /// How the left may stand to the right: below, at or above it.
  fileprivate var signs: Set<Int> {
    switch self {
    case .equal: [0]
    case .different: [-1, 1]
    case .less: [-1]
    case .atMost: [-1, 0]
    case .greater: [1]
    case .atLeast: [0, 1]
    }
  }

  /// What holds of two numbers where this does not.
  fileprivate var denied: Comparison {
    switch self {
    case .equal: .different
    case .different: .equal
    case .less: .atLeast
    case .atMost: .greater
    case .greater: .atMost
    case .atLeast: .less
    }
  }
}
