/// The way of a decision: atoms, then conditions in the order of what depends on what.
extension Workspace {
  /// Evaluates every rule of the program on what is loaded.
  public func evaluate() {
    parts.atoms.withUnsafeBufferPointer { atoms in
      for index in 0..<atoms.count { evaluate(atoms[index], element: nil) }
    }
    parts.operands.withUnsafeBufferPointer { operands in
      parts.nodes.withUnsafeBufferPointer { nodes in
        parts.steps.withUnsafeBufferPointer { steps in
          for index in 0..<steps.count {
            switch steps[index] {
            case .unit(let unit): evaluate(unit, operands, nodes)
            case .quantifier(let quantifier): evaluate(quantifier, operands, nodes)
            }
          }
        }
      }
    }
  }

  // MARK: Atoms

  @inline(__always)
  private func base(_ place: FlatPlace, _ element: UnsafeRawPointer?) -> UnsafeRawPointer {
    if place.record >= 0, let start = records[place.record].baseAddress {
      return UnsafeRawPointer(start)
    }
    return element ?? UnsafeRawPointer(answers)
  }

  @inline(__always)
  private func evaluate(_ atom: FlatAtom, element: UnsafeRawPointer?) {
    switch atom.operation {
    case .constant:
      answers[atom.target] = atom.whenMissing
      return
    case .changed:
      answers[atom.target] = changes[Int(atom.operand)]
      return
    case .enough:
      answers[atom.target] = enough(atom)
      return
    case .arithmetic:
      arithmetic(atom, element)
      return
    default:
      break
    }
    let base = base(atom.place, element)
    let state = base.load(fromByteOffset: atom.place.state, as: UInt8.self)
    guard state >= RecordLayout.stated else {
      answers[atom.target] = state == RecordLayout.none ? atom.whenNone : atom.whenMissing
      return
    }
    if atom.operation == .flag {
      answers[atom.target] = Kleene.of(state == RecordLayout.yes)
      return
    }
    if atom.operation == .isNone || atom.operation == .known {
      answers[atom.target] = Kleene.of(atom.operation == .known)
      return
    }
    let value = base.loadUnaligned(fromByteOffset: atom.place.value, as: Int64.self)
    let holds: Bool
    switch atom.operation {
    case .anyOf: holds = value & atom.operand != 0
    case .allOf: holds = value & atom.operand == atom.operand
    case .only: holds = value & ~atom.operand == 0
    default: holds = atom.comparison.holds(value, atom.operand)
    }
    answers[atom.target] = Kleene.of(holds)
  }

  /// True when a measured value is there with its samples and window; otherwise unknown.
  private func enough(_ atom: FlatAtom) -> UInt8 {
    let base = base(atom.place, nil)
    let layout = program.set.vocabularies[atom.place.record].layout
    func count(_ offset: Int) -> Int64 {
      let state = base.load(fromByteOffset: atom.place.state + offset, as: UInt8.self)
      let attribute = atom.place.state - RecordLayout.digestLength + offset
      return state == RecordLayout.stated
        ? base.loadUnaligned(fromByteOffset: layout.valueOffsets[attribute], as: Int64.self) : 0
    }
    let isStated =
      base.load(fromByteOffset: atom.place.state, as: UInt8.self) != RecordLayout.missing
    return isStated && count(1) >= atom.operand && count(2) >= atom.second
      ? Kleene.yes : Kleene.unknown
  }

  /// Compares two sums.
  ///
  /// Missing facts make it unknown, a none without missing facts makes it false.
  private func arithmetic(_ atom: FlatAtom, _ element: UnsafeRawPointer?) {
    let set = missing + atom.target * words
    for word in 0..<words { set[word] = 0 }
    var position = Int(atom.second)
    var isMissing = false
    var hasNone = false
    let left = side(&position, element, set, &isMissing, &hasNone)
    let right = side(&position, element, set, &isMissing, &hasNone)
    if isMissing {
      answers[atom.target] = Kleene.unknown
    } else {
      answers[atom.target] = Kleene.of(!hasNone && atom.comparison.holds(left, right))
    }
  }

  private func side(
    _ position: inout Int, _ element: UnsafeRawPointer?, _ set: UnsafeMutablePointer<UInt64>,
    _ isMissing: inout Bool, _ hasNone: inout Bool
  ) -> Int64 {
    var depth = 0
    while true {
      let step = parts.numbers[position]
      position += 1
      switch step.operation {
      case .end:
        return stack[0]
      case .push:
        stack[depth] = step.constant
        depth += 1
      case .load:
        stack[depth] = load(step, element, set, &isMissing, &hasNone)
        depth += 1
      default:
        depth -= 1
        let (first, second) = (stack[depth - 1], stack[depth])
        // With a missing fact or a none the stack holds zeros, which stay within bounds.
        switch step.operation {
        case .add: stack[depth - 1] = first &+ second
        case .subtract: stack[depth - 1] = first &- second
        case .multiply: stack[depth - 1] = first &* second
        case .divide: stack[depth - 1] = first / second
        default: stack[depth - 1] = CivilDate.adding(months: first, to: second)
        }
      }
    }
  }

  @inline(__always)
  private func load(
    _ step: FlatNumber, _ element: UnsafeRawPointer?, _ set: UnsafeMutablePointer<UInt64>,
    _ isMissing: inout Bool, _ hasNone: inout Bool
  ) -> Int64 {
    let base = base(step.place, element)
    let state = base.load(fromByteOffset: step.place.state, as: UInt8.self)
    if state >= RecordLayout.stated {
      return base.loadUnaligned(fromByteOffset: step.place.value, as: Int64.self)
    }
    if state == RecordLayout.none {
      hasNone = true
      return 0
    }
    if step.assumes { return step.constant }
    isMissing = true
    set[step.place.fact / 64] |= 1 << UInt64(step.place.fact % 64)
    return 0
  }

  // MARK: Conditions

  @inline(__always)
  private func evaluate(
    _ unit: FlatUnit, _ operands: UnsafeBufferPointer<Int32>, _ nodes: UnsafeBufferPointer<FlatNode>
  ) {
    var holds: UInt64 = 0
    var fails: UInt64 = 0
    var bit: UInt64 = 1
    for index in unit.operands {
      let answer = answers[Int(operands[index])]
      if answer & Kleene.yes != 0 { holds |= bit }
      if answer & Kleene.no != 0 { fails |= bit }
      bit <<= 1
    }
    var result = Kleene.unknown
    for index in unit.nodes {
      let node = nodes[index]
      let isTrue = holds & node.positive | fails & node.negative
      let isFalse = fails & node.positive | holds & node.negative
      let all = node.positive | node.negative
      if node.isAny {
        result = isTrue != 0 ? Kleene.yes : isFalse == all ? Kleene.no : Kleene.unknown
      } else {
        result = isFalse != 0 ? Kleene.no : isTrue == all ? Kleene.yes : Kleene.unknown
      }
      if result == Kleene.yes { holds |= bit } else if result == Kleene.no { fails |= bit }
      bit <<= 1
    }
    answers[unit.target] = result
    if result == Kleene.unknown { gather(unit, ~(holds | fails), operands, nodes) }
  }

  /// The missing facts of an unknown condition: those of its unknown operands under unknown nodes.
  private func gather(
    _ unit: FlatUnit, _ open: UInt64, _ operands: UnsafeBufferPointer<Int32>,
    _ nodes: UnsafeBufferPointer<FlatNode>
  ) {
    let operandCount = unit.operands.count
    var live = UInt64(1) << UInt64(operandCount + unit.nodes.count - 1)
    for offset in stride(from: unit.nodes.count - 1, through: 0, by: -1)
    where live >> UInt64(operandCount + offset) & 1 == 1 {
      let node = nodes[unit.nodes.lowerBound + offset]
      live |= (node.positive | node.negative) & open
    }
    let set = missing + unit.target * words
    for word in 0..<words { set[word] = 0 }
    live &= UInt64(1) << UInt64(operandCount) - 1
    while live != 0 {
      let operand = Int(operands[unit.operands.lowerBound + live.trailingZeroBitCount])
      for word in 0..<words { set[word] |= missing[operand * words + word] }
      live &= live - 1
    }
  }

  // MARK: Lists

  private func evaluate(
    _ quantifier: FlatQuantifier, _ operands: UnsafeBufferPointer<Int32>,
    _ nodes: UnsafeBufferPointer<FlatNode>
  ) {
    let set = missing + quantifier.target * words
    for word in 0..<words { set[word] = 0 }
    let base = base(quantifier.list, nil)
    switch base.load(fromByteOffset: quantifier.list.state, as: UInt8.self) {
    case RecordLayout.missing:
      answers[quantifier.target] = Kleene.unknown
      set[quantifier.list.fact / 64] |= 1 << UInt64(quantifier.list.fact % 64)
      return
    case RecordLayout.none:
      answers[quantifier.target] = answer(quantifier.kind, 0, 0, 0)
      return
    default:
      break
    }
    let packed = base.loadUnaligned(fromByteOffset: quantifier.list.value, as: Int64.self)
    var element = base + Int(packed & 0xFFFF_FFFF)
    let count = Int(packed >> 32)
    var (holding, open) = (0, 0)
    for _ in 0..<count {
      for index in quantifier.atoms { evaluate(parts.elementAtoms[index], element: element) }
      evaluate(quantifier.body, operands, nodes)
      switch answers[quantifier.body.target] {
      case Kleene.yes:
        holding += 1
      case Kleene.unknown:
        open += 1
        for word in 0..<words { set[word] |= missing[quantifier.body.target * words + word] }
      default:
        break
      }
      element += quantifier.stride
    }
    answers[quantifier.target] = answer(quantifier.kind, count, holding, open)
  }

  private func answer(_ kind: FlatQuantifier.Kind, _ count: Int, _ holding: Int, _ open: Int)
    -> UInt8
  {
    switch kind {
    case .some: return holding > 0 ? Kleene.yes : open > 0 ? Kleene.unknown : Kleene.no
    case .no: return holding > 0 ? Kleene.no : open > 0 ? Kleene.unknown : Kleene.yes
    case .every:
      return holding + open < count ? Kleene.no : open > 0 ? Kleene.unknown : Kleene.yes
    case .counted(let comparison, let bound):
      let first = comparison.holds(Int64(holding), bound)
      for extra in 0..<open where comparison.holds(Int64(holding + extra + 1), bound) != first {
        return Kleene.unknown
      }
      return Kleene.of(first)
    }
  }
}
