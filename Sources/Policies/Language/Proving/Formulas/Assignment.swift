/// Values for what a formula leaves open; yes and no are 1 and 0.
struct Assignment: Sendable {
  var values: [Unknown: Int64] = [:]

  /// The value of a term; what has no value is no, or the least number it may be.
  func value(of term: Term, in table: TermTable) -> Int64 {
    Circuit(table, term).value(self)
  }
}

/// A formula laid out to be evaluated many times.
struct Circuit {
  /// A node whose parts are places in the circuit.
  enum Gate {
    case fixed(Int64)
    case unknown(Unknown, otherwise: Int64)
    case not(Int)
    case and([Int])
    case or([Int])
    case equal(Int, Int)
    case less(Int, Int)
    case choose(Int, then: Int, otherwise: Int)
    case sum([Int])
    case times(Int, Int64)
    case over(Int, Int64)
    case months(Int, to: Int)
  }

  /// Every node, parts before wholes; the last is the formula itself.
  let gates: [Gate]

  init(_ table: TermTable, _ term: Term) {
    let terms = table.cone(of: term)
    var places: [Term: Int] = Dictionary(minimumCapacity: terms.count)
    var gates: [Gate] = []
    func place(_ term: Term) -> Int { places[term] ?? 0 }
    for term in terms {
      switch table[term] {
      case .truth(let value): gates.append(.fixed(value ? 1 : 0))
      case .constant(let value): gates.append(.fixed(value))
      case .unknown(let unknown):
        gates.append(.unknown(unknown, otherwise: unknown.range?.lowerBound ?? 0))
      case .not(let inner): gates.append(.not(place(inner)))
      case .and(let parts): gates.append(.and(parts.map(place)))
      case .or(let parts): gates.append(.or(parts.map(place)))
      case .equal(let first, let second): gates.append(.equal(place(first), place(second)))
      case .less(let first, let second): gates.append(.less(place(first), place(second)))
      case .choose(let condition, let then, let otherwise):
        gates.append(
          .choose(place(condition), then: place(then), otherwise: place(otherwise)))
      case .sum(let parts): gates.append(.sum(parts.map(place)))
      case .times(let inner, let factor): gates.append(.times(place(inner), factor))
      case .over(let inner, let divisor): gates.append(.over(place(inner), divisor))
      case .months(let date, let count):
        gates.append(.fixed(count))
        gates.append(.months(gates.count - 1, to: place(date)))
      case .someMonths(let months, let date):
        gates.append(.months(place(months), to: place(date)))
      }
      places[term] = gates.count - 1
    }
    self.gates = gates
  }

  /// The value of the formula.
  func value(_ assignment: Assignment) -> Int64 { values(assignment).last ?? 0 }

  /// The value of each node.
  func values(_ assignment: Assignment) -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(gates.count)
    for gate in gates {
      let value: Int64 =
        switch gate {
        case .fixed(let value): value
        case .unknown(let unknown, let otherwise): assignment.values[unknown] ?? otherwise
        case .not(let inner): 1 - values[inner]
        case .and(let parts): parts.allSatisfy { values[$0] == 1 } ? 1 : 0
        case .or(let parts): parts.contains { values[$0] == 1 } ? 1 : 0
        case .equal(let first, let second): values[first] == values[second] ? 1 : 0
        case .less(let first, let second): values[first] < values[second] ? 1 : 0
        case .choose(let condition, let then, let otherwise):
          values[condition] == 1 ? values[then] : values[otherwise]
        case .sum(let parts): parts.reduce(0) { $0 + values[$1] }
        case .times(let inner, let factor): values[inner] * factor
        case .over(let inner, let divisor): values[inner] / divisor
        case .months(let count, let date):
          CivilDate.adding(months: values[count], to: values[date])
        }
      values.append(value)
    }
    return values
  }
}
