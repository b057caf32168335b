/// Turns literals into the whole numbers of a type.
enum Literals {
  /// What can be wrong with a literal.
  enum Misfit: Error, Equatable {
    case type
    case unit
    case range
  }

  /// A number, date, amount, percentage or length in the units of a type.
  static func number(_ literal: LiteralSyntax, as type: ValueType) throws(Misfit) -> Int64 {
    guard let (range, digits) = type.number else { throw .type }
    let value: Int64
    switch (literal, type) {
    case (.integer(let units), .int), (.integer(let units), .decimal):
      value = try scaled(units, from: 0, to: digits)
    case (.decimal(let units, let scale), .decimal), (.money(let units, let scale), .money),
      (.percent(let units, let scale), .percent):
      value = try scaled(units, from: scale, to: digits)
    case (.date(let day), .date):
      value = day
    case (.length(let count, let unit), .length(let wanted, _)):
      guard unit == wanted else { throw .unit }
      value = count
    default:
      throw .type
    }
    guard range.contains(value) else { throw .range }
    return value
  }

  /// Moves the point; fails when a digit would be lost.
  static func scaled(_ units: Int64, from: Int, to: Int) throws(Misfit) -> Int64 {
    if from > to {
      let divisor = power(from - to)
      guard units % divisor == 0 else { throw .range }
      return units / divisor
    }
    let (product, overflow) = units.multipliedReportingOverflow(by: power(to - from))
    guard !overflow, abs(product) <= Limits.magnitude else { throw .range }
    return product
  }

  static func power(_ digits: Int) -> Int64 {
    (0..<max(0, digits)).reduce(1) { power, _ in power * 10 }
  }

  /// A number as written with a point: 25000 with four digits is `2.5`, at least `least` digits shown.
  static func text(_ units: Int64, digits: Int, least: Int = 0) -> String {
    let magnitude = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, digits + 1 - magnitude.count)) + magnitude
    var fraction = String(padded.suffix(digits))
    while fraction.count > least, fraction.last == "0" { fraction.removeLast() }
    return (units < 0 ? "-" : "") + padded.dropLast(digits)
      + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A value of a type as a policy writes it.
  static func text(_ units: Int64, as type: ValueType) -> String {
    switch type {
    case .date: CivilDate(day: units).description
    case .length(let unit, _): Length(units, unit).description
    case .money: "HKD " + text(units, digits: ValueType.moneyDigits, least: ValueType.moneyDigits)
    case .percent: text(units, digits: ValueType.percentDigits) + "%"
    case .decimal(let digits, _): text(units, digits: digits)
    case .bool: units == 1 ? "yes" : "no"
    default: String(units)
    }
  }
}
