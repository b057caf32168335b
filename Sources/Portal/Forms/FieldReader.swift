internal import HTTPServer

/// Reads typed answers; collects every error, in the order of the fields.
struct FieldReader {
  private let typed: Parameters
  private(set) var errors: [FieldError] = []

  init(_ typed: Parameters) { self.typed = typed }

  /// The answers of several fields; those not stated, or in error, have no entry.
  mutating func read(_ fields: [Field]) -> [String: FieldValue] {
    var values: [String: FieldValue] = [:]
    for field in fields { values[field.name] = read(field) }
    return values
  }

  /// The answer of one field; nil where it is not stated or in error.
  ///
  /// Files travel beside what is typed; whoever takes them looks whether they came.
  mutating func read(_ field: Field) -> FieldValue? {
    if case .file = field.kind { return nil }
    let saysNone = typed[field.noneName] != nil
    let text = trimmed(typed[field.name])
    var value: FieldValue?
    do {
      value = try parse(field, text)
    } catch {
      // "There is none" beside something typed contradicts it: the error stands either way.
      errors.append(FieldError(field, error.message))
      return nil
    }
    if saysNone {
      guard value == nil else {
        errors.append(FieldError(field, FieldWording.noneOrValue))
        return nil
      }
      return FieldValue.none
    }
    if value == nil, field.isRequired {
      errors.append(FieldError(field, FieldWording.missing(field)))
    }
    return value
  }

  private struct Unreadable: Error { let message: Phrase }

  private mutating func parse(_ field: Field, _ text: String) throws(Unreadable) -> FieldValue? {
    switch field.kind {
    case .text(let limit), .longText(let limit):
      guard text.count <= limit else { throw Unreadable(message: FieldWording.tooLong(limit)) }
      return text.isEmpty ? nil : .text(text)
    case .secret:
      // Nothing is cut off a password.
      let secret = typed[field.name] ?? ""
      return secret.isEmpty ? nil : .text(secret)
    case .yesNo: return try oneOf(["yes", "no"], text).map { .bool($0 == "yes") }
    case .choice(let choices): return try oneOf(choices.map(\.name), text).map { .member($0) }
    case .choices(let choices):
      let chosen = Set(typed.values(of: field.name).filter { !$0.isEmpty })
      let known = choices.map(\.name).filter(chosen.contains)
      guard known.count == chosen.count else { throw Unreadable(message: FieldWording.notOffered) }
      return known.isEmpty ? nil : .members(known)
    case .date: return try date(field)
    case .number(let digits, let range, _): return try number(text, digits, range)
    case .money(let range): return try number(text.withoutDollarSign, 2, range)
    case .percent(let range):
      return try number(text.hasSuffix("%") ? String(text.dropLast()) : text, 4, range)
    case .file: return nil
    case .list(let fields, let limit): return list(field, fields, limit)
    }
  }

  private func oneOf(_ names: [String], _ text: String) throws(Unreadable) -> String? {
    guard !text.isEmpty else { return nil }
    guard names.contains(text) else { throw Unreadable(message: FieldWording.notOffered) }
    return text
  }

  private func number(
    _ text: String, _ digits: Int, _ range: ClosedRange<Int64>
  ) throws(Unreadable) -> FieldValue? {
    guard !text.isEmpty else { return nil }
    guard let scaled = ScaledNumber.parse(text, digits: digits) else {
      throw Unreadable(message: FieldWording.notANumber(digits))
    }
    guard range.contains(scaled) else {
      throw Unreadable(
        message: FieldWording.outside(
          ScaledNumber.text(range.lowerBound, digits: digits),
          ScaledNumber.text(range.upperBound, digits: digits)))
    }
    return .number(scaled)
  }

  private func date(_ field: Field) throws(Unreadable) -> FieldValue? {
    let parts = ["year", "month", "day"].map { trimmed(typed["\(field.name).\($0)"]) }
    guard !parts.allSatisfy(\.isEmpty) else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3,
      let day = CivilDay(year: numbers[0], month: numbers[1], day: numbers[2])
    else { throw Unreadable(message: FieldWording.noSuchDay) }
    return .date(day)
  }

  private mutating func list(_ field: Field, _ fields: [Field], _ limit: Int) -> FieldValue? {
    let count = RecordList.count(field, typed, limit: limit)
    guard count > 0 else { return nil }
    var records: [[String: FieldValue]] = []
    for index in 0..<count {
      var record: [String: FieldValue] = [:]
      for inner in fields {
        record[inner.name] = read(inner.inside(field.name, at: index))
      }
      records.append(record)
    }
    return .list(records)
  }

  private func trimmed(_ text: String?) -> String {
    guard let text else { return "" }
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    guard let start = text.firstIndex(where: { !isSpace($0) }),
      let end = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[start...end])
  }
}

extension String {
  fileprivate var withoutDollarSign: String {
    for sign in ["HK$", "$"] where hasPrefix(sign) { return String(dropFirst(sign.count)) }
    return self
  }
}
