/// Says numbers, dates and lengths in words, by the labels of the vocabulary.
struct NumberWords {
  let set: PolicySet
  /// The day whose values parameters have.
  let day: CivilDate

  /// What a number counts, which says how a literal beside it is read.
  struct Measure {
    var kind: NumberKind
    var digits: Int
    var unit: Texts?

    static let plain = Measure(kind: .plain, digits: 0)
    static let days = Measure(kind: .length(.days), digits: 0)

    init(kind: NumberKind, digits: Int, unit: Texts? = nil) {
      (self.kind, self.digits, self.unit) = (kind, digits, unit)
    }

    init?(_ type: ValueType, unit: Texts?) {
      guard let kind = NumberKind.of(type), let digits = type.number?.digits else { return nil }
      self.init(kind: kind, digits: digits, unit: unit)
    }
  }

  /// What a number counts; nil for a bare literal.
  func measure(_ number: Number) -> Measure? {
    switch number {
    case .literal: return nil
    case .asOf, .adding: return Measure(kind: .date, digits: 0)
    case .place(let place):
      let attribute = set.attribute(at: place)
      return Measure(attribute.type, unit: attribute.unit)
    case .parameter(let number):
      return Measure(set.parameters[number].type, unit: nil)
    case .sum(let first, let second): return measure(first) ?? measure(second)
    case .difference(let first, let second):
      let isSpan = measure(first)?.kind == .date && measure(second)?.kind == .date
      return isSpan ? .days : measure(first) ?? measure(second)
    case .times(let inner, _), .over(let inner, _): return measure(inner)
    }
  }

  /// A number as part of a sentence.
  ///
  /// - Parameters:
  ///   - number: The number.
  ///   - measure: What literals in it count, where it does not say so itself.
  /// - Returns: the number in both languages.
  func say(_ number: Number, as measure: Measure) -> Texts {
    switch number {
    case .literal(let value): return Self.literal(value, measure)
    case .asOf: return Texts(en: "the day of the check", zh: "評核當日")
    case .place(let place): return quoted(set.attribute(at: place).label)
    case .parameter(let number):
      let parameter = set.parameters[number]
      let own = Measure(parameter.type, unit: nil) ?? measure
      let value = Self.literal(parameter.value(on: day), own)
      return Texts(
        en: "\(parameter.label.en) (\(value.en))", zh: "「\(parameter.label.zh)」（\(value.zh)）")
    case .sum(let first, let second): return sum(first, second, measure)
    case .difference(let first, let second): return difference(first, second, measure)
    case .adding(let months, let date): return shifted(date, byMonths: months)
    case .times(let inner, let factor):
      let inner = say(inner, as: measure)
      return Texts(en: "\(inner.en) times \(factor)", zh: "\(inner.zh)乘以\(factor)")
    case .over(let inner, let divisor):
      let inner = say(inner, as: measure)
      return Texts(en: "\(inner.en) divided by \(divisor)", zh: "\(inner.zh)除以\(divisor)")
    }
  }

  private func quoted(_ label: Texts) -> Texts { label.map(en: { $0 }, zh: { "「\($0)」" }) }

  private func sum(_ first: Number, _ second: Number, _ measure: Measure) -> Texts {
    let isDate = self.measure(first)?.kind == .date
    let (left, right) = (say(first, as: measure), say(second, as: isDate ? .days : measure))
    return Texts(en: "\(left.en) plus \(right.en)", zh: "\(left.zh)加\(right.zh)")
  }

  private func difference(_ first: Number, _ second: Number, _ measure: Measure) -> Texts {
    let isDate = self.measure(first)?.kind == .date
    if isDate, self.measure(second)?.kind == .date {
      let (end, start) = (say(first, as: .days), say(second, as: .days))
      return Texts(
        en: "the time from \(start.en) to \(end.en)", zh: "由\(start.zh)至\(end.zh)的時間")
    }
    let (left, right) = (say(first, as: measure), say(second, as: isDate ? .days : measure))
    return Texts(en: "\(left.en) less \(right.en)", zh: "\(left.zh)減\(right.zh)")
  }

  private func shifted(_ date: Number, byMonths months: Number) -> Texts {
    let length = Measure(kind: .length(.months), digits: 0)
    let day = say(date, as: Measure(kind: .date, digits: 0))
    if case .times(let inner, -1) = months {
      let back = say(inner, as: length)
      return Texts(en: "\(day.en) less \(back.en)", zh: "\(day.zh)減\(back.zh)")
    }
    let ahead = say(months, as: length)
    return Texts(en: "\(day.en) plus \(ahead.en)", zh: "\(day.zh)加\(ahead.zh)")
  }

  // MARK: Literals

  /// A value as a person writes it.
  static func literal(_ value: Int64, _ measure: Measure) -> Texts {
    switch measure.kind {
    case .date: return date(CivilDate(day: value))
    case .money: return same("HK$" + decimal(value, digits: measure.digits))
    case .percent: return same(decimal(value, digits: measure.digits) + "%")
    case .length(let unit): return Self.length(value, unit)
    case .plain:
      let number = decimal(value, digits: measure.digits)
      guard let unit = measure.unit else { return same(number) }
      let isWide = unit.zh.first.map { $0.isASCII } ?? false
      return Texts(en: "\(number) \(unit.en)", zh: "\(number)\(isWide ? " " : "")\(unit.zh)")
    }
  }

  private static func length(_ count: Int64, _ unit: LengthUnit) -> Texts {
    let number = decimal(count, digits: 0)
    let plural = count == 1 ? "" : "s"
    return switch unit {
    case .days: Texts(en: "\(number) day\(plural)", zh: "\(number)日")
    case .businessDays: Texts(en: "\(number) business day\(plural)", zh: "\(number)個工作日")
    case .months: Texts(en: "\(number) month\(plural)", zh: "\(number)個月")
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func date(_ day: CivilDate) -> Texts {
    let parts = day.description.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1) else {
      return same(day.description)
    }
    return Texts(
      en: "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])",
      zh: "\(parts[0])年\(parts[1])月\(parts[2])日")
  }

  private static func same(_ text: String) -> Texts { Texts(en: text, zh: text) }

  /// In groups of three, without zeros at the end behind the point.
  private static func decimal(_ value: Int64, digits: Int) -> String {
    var all = String(value.magnitude)
    if all.count <= digits { all = String(repeating: "0", count: digits + 1 - all.count) + all }
    var fraction = all.suffix(max(0, digits))
    while fraction.last == "0" { fraction.removeLast() }
    let whole = all.dropLast(max(0, digits))
    var grouped = ""
    for (place, digit) in whole.enumerated() {
      if place > 0, (whole.count - place).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return (value < 0 ? "−" : "") + grouped + (fraction.isEmpty ? "" : ".\(fraction)")
  }
}
