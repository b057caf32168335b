/// The way of a decision: atoms, then conditions in the order of what depends on what.
extension Workspace {
  /// Evaluates every rule of the program on what is loaded.
  public func evaluate() {
    for run in tables.runs { evaluate(tables.atoms, run.indices, records[0]) }
    for index in 0..<tables.steps.count {
      let step = Int(tables.steps[index])
      if step >= 0 { evaluate(tables.units[step]) } else { evaluate(tables.quantifiers[~step]) }
    }
  }

  // MARK: Atoms

  @inline(__always)
  private func base(_ place: FlatPlace, _ element: UnsafeRawPointer) -> UnsafeRawPointer {
    place.record >= 0 ? UnsafeRawPointer(records[Int(place.record)]) : element
  }

  @inline(__always)
  private func state(_ place: FlatPlace, _ base: UnsafeRawPointer) -> UInt8 {
    base.load(fromByteOffset: Int(place.state), as: UInt8.self)
  }

  @inline(__always)
  private func value(_ place: FlatPlace, _ base: UnsafeRawPointer) -> Int64 {
    base.loadUnaligned(fromByteOffset: Int(place.value), as: Int64.self)
  }

  /// Evaluates atoms of one operation.
  private func evaluate(
    _ atoms: UnsafeBufferPointer<FlatAtom>, _ run: Range<Int>, _ element: UnsafeRawPointer
  ) {
    switch atoms[run.lowerBound].operation {
    case .byState:
      for index in run {
        let place = atoms[index].place
        answers[Int(atoms[index].target)] = atoms[index].answer(state(place, base(place, element)))
      }
    case .anyOf: ask(atoms, run, element) { $0 & $1 != 0 }
    case .allOf: ask(atoms, run, element) { $0 & $1 == $1 }
    case .only: ask(atoms, run, element) { $0 & ~$1 == 0 }
    case .equal: ask(atoms, run, element, ==)
    case .different: ask(atoms, run, element, !=)
    case .less: ask(atoms, run, element, <)
    case .atMost: ask(atoms, run, element, <=)
    case .greater: ask(atoms, run, element, >)
    case .atLeast: ask(atoms, run, element, >=)
    case .arithmetic: for index in run { arithmetic(atoms[index], element) }
    case .changed:
      for index in run {
        answers[Int(atoms[index].target)] = changes[Int(atoms[index].operand)]
      }
    case .enough: for index in run { answers[Int(atoms[index].target)] = enough(atoms[index]) }
    }
  }

  /// Asks one question of the values of many places.
  ///
  /// Without branches on what is stated, which nobody can predict: the answer is put among those by
  /// state, and the state picks one.
  @inline(__always)
  private func ask(
    _ atoms: UnsafeBufferPointer<FlatAtom>, _ run: Range<Int>, _ element: UnsafeRawPointer,
    _ holds: (Int64, Int64) -> Bool
  ) {
    for index in run {
      let place = atoms[index].place
      let base = base(place, element)
      let holds = spread(holds(value(place, base), atoms[index].operand) ? 1 : 0)
      answers[Int(atoms[index].target)] = atoms[index].answer(state(place, base), holds: holds)
    }
  }

  /// True when a measured value is there with its samples and window; otherwise unknown.
  private func enough(_ atom: FlatAtom) -> UInt8 {
    let base = base(atom.place, records[0])
    let layout = program.set.vocabularies[Int(atom.place.record)].layout
    func count(_ offset: Int) -> Int64 {
      let state = base.load(fromByteOffset: Int(atom.place.state) + offset, as: UInt8.self)
      let attribute = Int(atom.place.state) - RecordLayout.digestLength + offset
      return state == RecordLayout.stated
        ? base.loadUnaligned(fromByteOffset: layout.valueOffsets[attribute], as: Int64.self) : 0
    }
    let isStated = state(atom.place, base) != RecordLayout.missing
    return isStated && count(1) >= atom.operand && count(2) >= atom.second
      ? Kleene.yes : Kleene.unknown
  }

  /// Compares two sums.
  ///
  /// Missing facts make it unknown, a none without missing facts makes it false.
  private func arithmetic(_ atom: FlatAtom, _ element: UnsafeRawPointer) {
    let target = Int(atom.target)
    let set = missing + target * words
    for word in 0..<words { set[word] = 0 }
    var position = Int(atom.second)
    var isMissing = false
    var hasNone = false
    let left = side(&position, element, set, &isMissing, &hasNone)
    let right = side(&position, element, set, &isMissing, &hasNone)
    if isMissing {
      answers[target] = Kleene.unknown
    } else {
      answers[target] = Kleene.of(!hasNone && atom.comparison.holds(left, right))
    }
  }

  private func side(
    _ position: inout Int, _ element: UnsafeRawPointer, _ set: UnsafeMutablePointer<UInt64>,
    _ isMissing: inout Bool, _ hasNone: inout Bool
  ) -> Int64 {
    var depth = 0
    while true {
      let step = tables.numbers[position]
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
    _ step: FlatNumber, _ element: UnsafeRawPointer, _ set: UnsafeMutablePointer<UInt64>,
    _ isMissing: inout Bool, _ hasNone: inout Bool
  ) -> Int64 {
    let base = base(step.place, element)
    let state = state(step.place, base)
    if state >= RecordLayout.stated { return value(step.place, base) }
    if state == RecordLayout.none {
      hasNone = true
      return 0
    }
    if step.assumes { return step.constant }
    isMissing = true
    mark(step.place.fact, set)
    return 0
  }

  @inline(__always)
  private func mark(_ fact: Int32, _ set: UnsafeMutablePointer<UInt64>) {
    set[Int(fact) / 64] |= 1 << UInt64(fact % 64)
  }

  // MARK: Conditions

  @inline(__always)
  private func evaluate(_ unit: FlatUnit) {
    let (operands, nodes) = (tables.operands, tables.nodes)
    var holds: UInt64 = 0
    var fails: UInt64 = 0
    var bit: UInt64 = 0
    for index in unit.operands.indices {
      let answer = UInt64(answers[Int(operands[index])])
      holds |= (answer & 1) &<< bit
      fails |= (answer &>> 1) &<< bit
      bit &+= 1
    }
    var result: UInt64 = 0
    for index in unit.nodes.indices {
      let node = nodes[index]
      // An `any` is an `all` of the denials, denied.
      let isAny: UInt64 = node.isAny ? 1 : 0
      let swapped = (node.positive ^ node.negative) & spread(isAny)
      let (positive, negative) = (node.positive ^ swapped, node.negative ^ swapped)
      // A part may stand in a node with its denial: what settles the node comes first.
      let no = Self.isSet(fails & positive | holds & negative)
      let isOpen = Self.isSet((holds & positive | fails & negative) ^ (positive | negative))
      let yes = ~(isOpen | no) & 1
      let turned = (yes ^ no) & isAny
      holds |= (yes ^ turned) &<< bit
      fails |= (no ^ turned) &<< bit
      result = (yes ^ turned) | (no ^ turned) &<< 1
      bit &+= 1
    }
    answers[unit.target] = UInt8(truncatingIfNeeded: result)
    gather(unit, ~(holds | fails))
  }

  /// 1 if any bit is set.
  @inline(__always)
  private static func isSet(_ word: UInt64) -> UInt64 { (word | (0 &- word)) &>> 63 }

  /// The missing facts of a condition if it is unknown: those of its unknown operands under unknown
  /// nodes.
  ///
  /// For a condition that is known it is time lost, which is less than asking first: what is unknown
  /// is another matter in each record.
  @inline(__always)
  private func gather(_ unit: FlatUnit, _ open: UInt64) {
    let (operands, nodes) = (tables.operands, tables.nodes)
    var bit = UInt64(unit.operands.count + unit.nodes.count - 1)
    let last = nodes[unit.nodes.first + unit.nodes.count - 1]
    var live = (last.positive | last.negative) & open
    var index = unit.nodes.first + unit.nodes.count - 1
    while index > unit.nodes.first {
      index &-= 1
      bit &-= 1
      live |= (nodes[index].positive | nodes[index].negative) & open & spread(live &>> bit)
    }
    for word in 0..<words {
      var facts: UInt64 = 0
      var rest = live
      for index in unit.operands.indices {
        facts |= missing[Int(operands[index]) &* words &+ word] & spread(rest)
        rest &>>= 1
      }
      missing[unit.target &* words &+ word] = facts
    }
  }

  /// The lowest bit of a word in all of its bits.
  ///
  /// Looked up: where it is computed the optimizer makes a branch of it.
  @inline(__always)
  private func spread(_ word: UInt64) -> UInt64 { uniform[Int(word & 1)] }

  // MARK: Lists

  private func evaluate(_ quantifier: FlatQuantifier) {
    let set = missing + quantifier.target * words
    for word in 0..<words { set[word] = 0 }
    let base = base(quantifier.list, records[0])
    switch state(quantifier.list, base) {
    case RecordLayout.missing:
      answers[quantifier.target] = Kleene.unknown
      mark(quantifier.list.fact, set)
      return
    case RecordLayout.none:
      answers[quantifier.target] = answer(quantifier.kind, 0, 0, 0)
      return
    default:
      break
    }
    let packed = value(quantifier.list, base)
    var element = base + Int(packed & 0xFFFF_FFFF)
    let count = Int(packed >> 32)
    var (holding, open) = (0, 0)
    for _ in 0..<count {
      for index in quantifier.atoms.indices {
        evaluate(tables.elementAtoms, index..<index + 1, element)
      }
      evaluate(quantifier.body)
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
