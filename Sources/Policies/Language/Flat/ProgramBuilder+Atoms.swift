/// Atoms, numbers and quantifiers of a program.
extension ProgramBuilder {
  mutating func answer(_ atom: Atom) -> Int {
    switch atom {
    case .quantified(let quantifier, let list, let body):
      let kind: FlatQuantifier.Kind
      switch quantifier {
      case .some: kind = .some
      case .every: kind = .every
      case .no: kind = .no
      }
      return self.quantifier(list, body, kind)
    case .counted(let list, let body, let comparison, let bound):
      return quantifier(list, body, .counted(comparison, constant(bound) ?? 0))
    default:
      let isOfElement = atom.places.contains { $0.field != nil }
      if isOfElement, let known = elementAnswers[atom] { return known }
      if !isOfElement, isInElement, let known = parts.known[.atom(atom, Wording(text: ""))] {
        return known
      }
      parts.answers += 1
      let target = parts.answers - 1
      let flat = flat(atom, target)
      if isOfElement {
        elementAnswers[atom] = target
        parts.elementAtoms.append(flat)
      } else {
        parts.atoms.append(flat)
        parts.known[.atom(atom, Wording(text: ""))] = target
      }
      return target
    }
  }

  // MARK: Places

  func place(_ place: Place, bit: Int) -> FlatPlace {
    let layout = set.vocabularies[place.vocabulary].layout
    guard let field = place.field, let shape = layout.shapes[place.attribute] else {
      return FlatPlace(
        record: Int32(place.vocabulary), state: RecordLayout.digestLength + place.attribute,
        value: layout.valueOffsets[place.attribute], fact: bit)
    }
    return FlatPlace(
      record: FlatPlace.element, state: field, value: shape.valueOffsets[field], fact: bit)
  }

  mutating func fact(_ place: Place) -> Int {
    if let known = factBits[place.plain] { return known }
    factBits[place.plain] = parts.facts.count
    parts.facts.append(place.plain)
    return parts.facts.count - 1
  }

  /// An atom about one fact; `stated` and `yes` matter where the state alone says it.
  private mutating func single(
    _ operation: FlatAtom.Operation, _ place: Place, _ operand: Int64, _ target: Int,
    none: Bool = false, stated: Bool = false, yes: Bool = false, assumed: (Int64) -> Bool
  ) -> FlatAtom {
    let bit = fact(place)
    parts.fixedMissing.append((target, bit))
    var missing = place.assumed.map { Kleene.of(assumed($0)) } ?? Kleene.unknown
    if set.attribute(at: place).isRecorded { missing = Kleene.of(assumed(0)) }
    return FlatAtom(
      operation: operation, place: self.place(place, bit: bit),
      byState: FlatAtom.answers(
        missing: missing, none: Kleene.of(none), stated: Kleene.of(stated), yes: Kleene.of(yes)),
      operand: operand, target: Int32(target))
  }

  private mutating func flat(_ atom: Atom, _ target: Int) -> FlatAtom {
    switch atom {
    case .constant(let value):
      return constant(value, target)
    case .setting(let number):
      return constant(set.parameters[number].value(on: asOf) == 1, target)
    case .flag(let place):
      return single(.byState, place, 0, target, yes: true) { $0 == 1 }
    case .members(let place, let test):
      let (operation, mask) = Self.operation(test)
      return single(operation, place, Int64(bitPattern: mask), target) {
        test.holds(UInt64(bitPattern: $0))
      }
    case .isNone(let place):
      return single(.byState, place, 0, target, none: true) { _ in false }
    case .known(let place):
      var asked = place.plain
      asked.assumed = 0
      let isRecorded = set.attribute(at: place).isRecorded
      return single(.byState, asked, 0, target, none: true, stated: true, yes: true) { _ in
        isRecorded
      }
    case .changed(let place):
      return single(.changed, place, Int64(place.attribute), target) { _ in false }
    case .enough(let place, let samples, let window):
      var flat = single(.enough, place, samples, target) { _ in false }
      flat.second = window
      return flat
    case .compare(let left, let comparison, let right):
      return compare(left, comparison, right, target)
    case .quantified, .counted:
      return constant(false, target)
    }
  }

  private func constant(_ value: Bool, _ target: Int) -> FlatAtom {
    let answer = Kleene.of(value)
    return FlatAtom(
      operation: .byState, place: .nowhere,
      byState: FlatAtom.answers(missing: answer, none: answer, stated: answer, yes: answer),
      operand: 0, target: Int32(target))
  }

  private static func operation(_ test: MemberTest) -> (FlatAtom.Operation, UInt64) {
    switch test {
    case .anyOf(let mask): (.anyOf, mask)
    case .allOf(let mask): (.allOf, mask)
    case .only(let mask): (.only, mask)
    }
  }

  private static func operation(_ comparison: Comparison) -> FlatAtom.Operation {
    switch comparison {
    case .equal: .equal
    case .different: .different
    case .less: .less
    case .atMost: .atMost
    case .greater: .greater
    case .atLeast: .atLeast
    }
  }

  // MARK: Numbers

  /// The value of what does not depend on facts.
  func constant(_ number: Number) -> Int64? {
    func both(_ first: Number, _ second: Number, _ combine: (Int64, Int64) -> Int64) -> Int64? {
      guard let left = constant(first), let right = constant(second) else { return nil }
      return combine(left, right)
    }
    switch number {
    case .literal(let value): return value
    case .parameter(let number): return set.parameters[number].value(on: asOf)
    case .asOf: return asOf.day
    case .place: return nil
    case .sum(let first, let second): return both(first, second, +)
    case .difference(let first, let second): return both(first, second, -)
    case .adding(let months, let date):
      return both(months, date) { CivilDate.adding(months: $0, to: $1) }
    case .times(let inner, let factor): return constant(inner).map { $0 * factor }
    case .over(let inner, let divisor): return constant(inner).map { $0 / divisor }
    }
  }

  private mutating func compare(
    _ left: Number, _ comparison: Comparison, _ right: Number, _ target: Int
  ) -> FlatAtom {
    if case .place(let place) = left, let bound = constant(right) {
      return single(Self.operation(comparison), place, bound, target) {
        comparison.holds($0, bound)
      }
    }
    let start = parts.numbers.count
    push(left)
    parts.numbers.append(FlatNumber(operation: .end))
    push(right)
    parts.numbers.append(FlatNumber(operation: .end))
    var flat = constant(false, target)
    flat.operation = .arithmetic
    flat.comparison = comparison
    flat.second = Int64(start)
    return flat
  }

  private mutating func push(_ number: Number) {
    if let value = constant(number) {
      parts.numbers.append(FlatNumber(operation: .push, constant: value))
      return
    }
    switch number {
    case .place(let place):
      let flat = self.place(place, bit: fact(place))
      parts.numbers.append(
        FlatNumber(
          operation: .load, constant: place.assumed ?? 0, place: flat,
          assumes: place.assumed != nil))
    case .sum(let first, let second): binary(.add, first, second)
    case .difference(let first, let second): binary(.subtract, first, second)
    case .adding(let months, let date): binary(.addMonths, months, date)
    case .times(let inner, let factor): binary(.multiply, inner, .literal(factor))
    case .over(let inner, let divisor): binary(.divide, inner, .literal(divisor))
    case .literal, .parameter, .asOf: break
    }
  }

  private mutating func binary(_ operation: FlatNumber.Operation, _ first: Number, _ second: Number)
  {
    push(first)
    push(second)
    parts.numbers.append(FlatNumber(operation: operation))
  }

  // MARK: Quantifiers

  private mutating func quantifier(
    _ list: Place, _ body: Condition, _ kind: FlatQuantifier.Kind
  ) -> Int {
    let first = parts.elementAtoms.count
    elementAnswers = [:]
    isInElement = true
    var unit = UnitBuilder()
    _ = root(body, &unit)
    isInElement = false
    let flatBody = flat(unit)
    let shape = set.vocabularies[list.vocabulary].layout.shapes[list.attribute]
    parts.answers += 1
    let target = parts.answers - 1
    parts.steps.append(~Int32(parts.quantifiers.count))
    parts.quantifiers.append(
      FlatQuantifier(
        list: place(list, bit: fact(list)), stride: shape?.stride ?? 0,
        atoms: FlatRun(first..<parts.elementAtoms.count), body: flatBody, kind: kind, target: target
      ))
    return target
  }
}

extension Atom {
  /// Every place read directly.
  var places: [Place] {
    switch self {
    case .constant, .setting: []
    case .flag(let place), .members(let place, _), .isNone(let place), .known(let place),
      .changed(let place), .enough(let place, _, _):
      [place]
    case .compare(let left, _, let right): left.places + right.places
    case .quantified(_, let list, _), .counted(let list, _, _, _): [list]
    }
  }
}
