/// Makes a program: numbers atoms, flattens conditions, orders what depends on what.
struct ProgramBuilder {
  let set: PolicySet
  let stage: Stage
  let asOf: CivilDate
  let received: CivilDate?
  var parts = ProgramParts()
  /// Answers of the units of `let`s, derived attributes and routes.
  private var named: [Int: Int] = [:]
  private var routed: [Int: Int] = [:]
  var factBits: [Place: Int] = [:]
  /// Whether what is built now stands inside a quantifier, whose own atoms are gathered apart.
  var isInElement = false
  var elementAnswers: [Atom: Int] = [:]

  /// Operands of a unit at most; nodes have the other half of the word.
  private static let width = Limits.parts / 2

  init(_ set: PolicySet, _ stage: Stage, _ asOf: CivilDate, _ received: CivilDate?) {
    self.set = set
    self.stage = stage
    self.asOf = asOf
    self.received = received
  }

  private func evaluates(_ rule: Rule) -> Bool {
    rule.isInForce(on: asOf) && rule.governs(caseReceivedOn: received)
      && rule.isEvaluated(at: stage, set.vocabularies.map(\.kind))
  }

  mutating func build() -> ProgramParts {
    let isEvaluated = set.rules.map { evaluates($0) }
    parts.raw = set.rules.indices.map { number in
      isEvaluated[number] ? Int32(answer(set.rules[number].condition)) : -1
    }
    var effects = [Int?](repeating: nil, count: set.rules.count)
    parts.effective = set.rules.indices.map { number in
      isEvaluated[number] ? Int32(effect(number, isEvaluated, &effects)) : -1
    }
    for (number, rule) in set.rules.enumerated() where isEvaluated[number] {
      if rule.kind == .refuse, rule.binds(on: asOf) {
        parts.refusals.append(parts.effective[number])
      }
      if case .route(let name) = rule.kind,
        let remit = set.remits.firstIndex(where: { $0.name == name })
      {
        parts.routes.append((parts.effective[number], 1 << UInt64(remit)))
      }
    }
    // Atoms of one kind beside each other: the way of a decision then has few surprises.
    parts.atoms.sort { $0.operation.rawValue < $1.operation.rawValue }
    return parts
  }

  /// The answer of a rule's effect: its condition and none of its waivers and exceptions.
  private mutating func effect(
    _ number: Int, _ isEvaluated: [Bool], _ effects: inout [Int?]
  ) -> Int {
    if let known = effects[number] { return known }
    let relievers = set.relievers[number].filter { isEvaluated[$0] }
    var result = Int(parts.raw[number])
    if !relievers.isEmpty {
      let others = relievers.map { effect($0, isEvaluated, &effects) }
      for chunk in stride(from: 0, to: others.count, by: Self.width - 1) {
        var unit = UnitBuilder()
        let first = unit.bit(of: result)
        let rest = others[chunk..<min(others.count, chunk + Self.width - 1)]
          .reduce(UInt64(0)) { $0 | unit.bit(of: $1) }
        unit.nodes.append(FlatNode(isAny: false, positive: first, negative: rest))
        result = add(unit)
      }
    }
    effects[number] = result
    return result
  }

  // MARK: Conditions

  /// The answer that a condition gets, building what it needs.
  mutating func answer(_ condition: Condition) -> Int {
    if !isInElement, let known = parts.known[condition] { return known }
    let answer: Int
    switch condition {
    case .atom(let atom, _):
      answer = self.answer(atom)
    case .named(let number):
      answer = outside { $0.named(number) }
    case .routed(let remit):
      answer = outside { $0.routed(remit) }
    case .not, .all, .any:
      var unit = UnitBuilder()
      _ = root(condition, &unit)
      answer = add(unit)
    }
    if !isInElement { parts.known[condition] = answer }
    return answer
  }

  /// Builds something that does not depend on the record at hand.
  private mutating func outside(_ body: (inout ProgramBuilder) -> Int) -> Int {
    let before = isInElement
    isInElement = false
    defer { isInElement = before }
    return body(&self)
  }

  private mutating func named(_ number: Int) -> Int {
    if let known = named[number] { return known }
    let built = answer(set.named[number].condition)
    named[number] = built
    return built
  }

  private mutating func routed(_ remit: Int) -> Int {
    if let known = routed[remit] { return known }
    let routes = set.rules.filter {
      $0.kind == .route(remit: set.remits[remit].name) && evaluates($0)
    }
    let built = answer(routes.count == 1 ? routes[0].condition : .any(routes.map(\.condition)))
    routed[remit] = built
    return built
  }

  private mutating func add(_ unit: UnitBuilder) -> Int {
    let flat = flat(unit)
    parts.steps.append(Int32(parts.units.count))
    parts.units.append(flat)
    return flat.target
  }

  mutating func flat(_ unit: UnitBuilder) -> FlatUnit {
    let operands = parts.operands.count
    let nodes = parts.nodes.count
    parts.operands += unit.operands.map(Int32.init)
    // While a unit is built, nodes are numbered from the middle of the word.
    let shift = UInt64(Self.width - unit.operands.count)
    func packed(_ bits: UInt64) -> UInt64 {
      let low = bits & (1 << UInt64(Self.width) - 1)
      return low | ((bits & ~(1 << UInt64(Self.width) - 1)) >> shift)
    }
    parts.nodes += unit.nodes.map {
      FlatNode(isAny: $0.isAny, positive: packed($0.positive), negative: packed($0.negative))
    }
    parts.answers += 1
    return FlatUnit(
      operands: FlatRun(operands..<parts.operands.count),
      nodes: FlatRun(nodes..<parts.nodes.count),
      target: parts.answers - 1)
  }

  /// Makes the condition the last node of the unit.
  mutating func root(_ condition: Condition, _ unit: inout UnitBuilder) -> UInt64 {
    let (bit, isDenied) = part(condition, &unit)
    let isLast = unit.nodes.count > 0 && bit == UnitBuilder.nodeBit(unit.nodes.count - 1)
    if isLast, !isDenied { return bit }
    return unit.add(
      FlatNode(isAny: false, positive: isDenied ? 0 : bit, negative: isDenied ? bit : 0))
  }

  /// The bit of a part, and whether the part is its denial.
  private mutating func part(_ condition: Condition, _ unit: inout UnitBuilder) -> (UInt64, Bool) {
    switch condition {
    case .not(let inner):
      let (bit, isDenied) = part(inner, &unit)
      return (bit, !isDenied)
    case .all(let inner), .any(let inner):
      var isAny = false
      if case .any = condition { isAny = true }
      guard unit.open(inner.count) else { return (unit.bit(of: split(inner, isAny)), false) }
      var node = FlatNode(isAny: isAny, positive: 0, negative: 0)
      for condition in inner {
        unit.reserved -= 1
        let (bit, isDenied) = part(condition, &unit)
        if isDenied { node.negative |= bit } else { node.positive |= bit }
      }
      return (unit.add(node), false)
    case .atom, .named, .routed:
      return (unit.bit(of: answer(condition)), false)
    }
  }

  /// The same over groups of parts, each a unit of its own.
  private mutating func split(_ parts: [Condition], _ isAny: Bool) -> Int {
    let step = Self.width / 2
    if parts.count <= step {
      var unit = UnitBuilder()
      _ = root(isAny ? .any(parts) : .all(parts), &unit)
      return add(unit)
    }
    let groups = stride(from: 0, to: parts.count, by: step).map {
      split(Array(parts[$0..<min(parts.count, $0 + step)]), isAny)
    }
    var unit = UnitBuilder()
    let bits = groups.reduce(UInt64(0)) { $0 | unit.bit(of: $1) }
    _ = unit.add(FlatNode(isAny: isAny, positive: bits, negative: 0))
    return add(unit)
  }
}

/// A unit while it is built.
struct UnitBuilder {
  var operands: [Int] = []
  var nodes: [FlatNode] = []

  /// Operands that nodes begun but not finished may still need.
  var reserved = 0
  private var openNodes = 0

  /// Begins a node of so many parts if the unit has room for all that is promised.
  mutating func open(_ count: Int) -> Bool {
    let half = Limits.parts / 2
    guard operands.count + reserved + count <= half, nodes.count + openNodes + 2 <= half else {
      return false
    }
    reserved += count
    openNodes += 1
    return true
  }

  static func nodeBit(_ number: Int) -> UInt64 { 1 << UInt64(Limits.parts / 2 + number) }

  mutating func bit(of answer: Int) -> UInt64 {
    if let known = operands.firstIndex(of: answer) { return 1 << UInt64(known) }
    operands.append(answer)
    return 1 << UInt64(operands.count - 1)
  }

  mutating func add(_ node: FlatNode) -> UInt64 {
    openNodes = max(0, openNodes - 1)
    nodes.append(node)
    return Self.nodeBit(nodes.count - 1)
  }
}
