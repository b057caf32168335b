/// What kind of number it is; numbers of different kinds do not meet.
enum NumberKind: Equatable {
  case plain
  case money
  case percent
  case date
  case length(LengthUnit)

  var described: String {
    switch self {
    case .plain: "a number"
    case .money: "an amount of money"
    case .percent: "a percentage"
    case .date: "a date"
    case .length(let unit): "a length in \(unit.rawValue)"
    }
  }

  static func of(_ type: ValueType) -> NumberKind? {
    switch type {
    case .int, .decimal: .plain
    case .money: .money
    case .percent: .percent
    case .date: .date
    case .length(let unit, _): .length(unit)
    default: nil
    }
  }
}

/// A checked number with all that is known of it.
struct TypedNumber {
  var number: Number
  var kind: NumberKind
  var digits: Int
  var range: ClosedRange<Int64>
  var isLiteral = false
}

/// A checked expression.
enum Typed {
  case condition(Condition)
  case number(TypedNumber)
  case members(Place, Attribute)
  /// Text, digest or list: only asked whether it is there.
  case opaque(Place, Attribute)
  /// `yes`, `no`, `none` or a member: its meaning depends on the other side.
  case word(String)
  /// A finding was filed; nothing more is said of it.
  case invalid

  var described: String {
    switch self {
    case .condition: "yes or no"
    case .number(let number): number.kind.described
    case .members(_, let attribute): attribute.type.described
    case .opaque(_, let attribute): attribute.type.described
    case .word(let word): "`\(word)`"
    case .invalid: "something unreadable"
    }
  }
}
