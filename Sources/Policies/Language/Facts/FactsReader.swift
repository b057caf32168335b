/// Reads facts from JSON.
///
/// Members are named as the vocabulary names its attributes.
///
/// A member that is left out, or `null`, is not stated. "There is none" is `{"none": true}`. Decimals,
/// money and percentages are strings (`"0.85"`, `"1000.50"`, `"2.50%"`) or plain numbers; dates are
/// `"2026-07-01"`, lengths whole numbers of their unit, members strings, sets arrays of strings. A measured
/// attribute is `{"value": …, "samples": 1200, "window": 30}`.
struct FactsReader {
  private(set) var problems: [FactsProblem] = []
  private let vocabulary: Vocabulary

  static func read(_ json: JSONValue, _ vocabulary: Vocabulary) -> (Facts, [FactsProblem]) {
    var reader = FactsReader(vocabulary: vocabulary)
    let facts = reader.facts(json)
    return (facts, reader.problems)
  }

  private init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  private mutating func facts(_ json: JSONValue) -> Facts {
    var facts = Facts(vocabulary)
    guard case .object(let members) = json else {
      problems.append(
        FactsProblem(path: "", sentence: "an object with facts is expected", help: nil))
      return facts
    }
    for (name, value) in members {
      guard let index = vocabulary.index(of: name) else {
        problems.append(
          FactsProblem(
            path: name, sentence: "the vocabulary has no such attribute",
            help: Suggestion.help(for: name, among: vocabulary.names)))
        continue
      }
      let attribute = vocabulary.attributes[index]
      if attribute.isDerived {
        report(name, "it is derived and never stated")
        continue
      }
      if attribute.isMeasured, case .object = value, value["none"] == nil {
        measured(value, index, name, &facts)
      } else {
        facts.values[index] = self.value(value, attribute, name)
      }
    }
    return facts
  }

  private mutating func report(_ path: String, _ sentence: String, help: String? = nil) {
    problems.append(FactsProblem(path: path, sentence: sentence, help: help))
  }

  private mutating func measured(
    _ json: JSONValue, _ index: Int, _ path: String, _ facts: inout Facts
  ) {
    guard case .object(let members) = json else { return }
    for (name, value) in members {
      guard let offset = ["value", "samples", "window"].firstIndex(of: name) else {
        report(
          "\(path).\(name)", "a measured attribute has no such member",
          help: "`value`, `samples`, `window`")
        continue
      }
      facts.values[index + offset] = self.value(
        value, vocabulary.attributes[index + offset], "\(path).\(name)")
    }
  }

  private mutating func value(_ json: JSONValue, _ attribute: Attribute, _ path: String)
    -> FactValue?
  {
    if json == .null { return nil }
    if case .object(let members) = json, members.count == 1, json["none"] == .bool(true) {
      if attribute.mayBeNone { return FactValue.none }
      report(path, "\"there is none\" is no answer here")
      return nil
    }
    switch (attribute.type, json) {
    case (.bool, .bool(let value)):
      return .bool(value)
    case (.text, .string(let text)):
      return .text(text)
    case (.digest, .string(let text)):
      if text.utf8.count == 64, text.utf8.allSatisfy({ Self.isHexadecimal($0) }) {
        return .text(text)
      }
    case (.member(let enumeration), .string(let name)):
      return mask([.string(name)], enumeration, path)
    case (.set(let enumeration), .array(let names)):
      return mask(names, enumeration, path)
    case (.list(let record, let bound), .array(let records)):
      return list(records, record, bound, path)
    default:
      if let number = number(json, attribute, path) { return number }
      if problems.last?.path == path { return nil }
    }
    report(path, "expected \(attribute.type.described)")
    return nil
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }

  private mutating func mask(_ names: [JSONValue], _ enumeration: Enumeration, _ path: String)
    -> FactValue?
  {
    var mask: UInt64 = 0
    for name in names {
      guard case .string(let name) = name else {
        report(path, "expected names of members")
        return nil
      }
      guard let index = enumeration.index(of: name) else {
        let members = enumeration.members.map(\.name)
        report(
          path, "it has no such member",
          help: Suggestion.help(for: name, among: members)
            ?? "one of " + members.joined(separator: ", "))
        return nil
      }
      mask |= 1 << UInt64(index)
    }
    return .members(mask)
  }

  private mutating func list(
    _ records: [JSONValue], _ record: RecordType, _ bound: Int, _ path: String
  ) -> FactValue? {
    guard records.count <= bound else {
      report(path, "at most \(bound) records are allowed")
      return nil
    }
    var read: [[FactValue?]] = []
    for (number, json) in records.enumerated() {
      guard case .object(let members) = json else {
        report("\(path)[\(number)]", "expected an object with the record's fields")
        return nil
      }
      var values = [FactValue?](repeating: nil, count: record.fields.count)
      for (name, value) in members {
        let inner = "\(path)[\(number)].\(name)"
        guard let index = record.index(of: name) else {
          report(
            inner, "a \(record.name) record has no such field",
            help: Suggestion.help(for: name, among: record.fields.map(\.name)))
          continue
        }
        values[index] = self.value(value, record.fields[index], inner)
      }
      read.append(values)
    }
    return .list(read)
  }

  // MARK: Numbers

  private mutating func number(_ json: JSONValue, _ attribute: Attribute, _ path: String)
    -> FactValue?
  {
    guard let (range, digits) = attribute.type.number else { return nil }
    let text: String
    switch (json, attribute.type) {
    case (.string(let date), .date):
      guard let date = CivilDate(date) else {
        report(path, "expected a day of the calendar", help: "YYYY-MM-DD")
        return nil
      }
      return .number(date.day)
    case (_, .date): return nil
    case (.integer(let value), _): text = String(value)
    case (.number(let written), _): text = written
    case (.string(let written), .percent):
      text = written.hasSuffix("%") ? String(written.dropLast()) : written
    case (.string(let written), .decimal), (.string(let written), .money): text = written
    default: return nil
    }
    guard let value = Self.units(text, digits: digits) else { return nil }
    guard range.contains(value) else {
      report(
        path, "the value is outside its range",
        help: "from \(Literals.text(range.lowerBound, as: attribute.type)) to "
          + Literals.text(range.upperBound, as: attribute.type))
      return nil
    }
    return .number(value)
  }

  /// `-12.5` with two digits behind the point is -1250; nil when a digit would be lost.
  static func units(_ text: String, digits: Int) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard isPlain, let whole = parts.first, whole.utf8.count <= 18 else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
    guard fraction.count <= digits else { return nil }
    fraction += String(repeating: "0", count: digits - fraction.count)
    guard let magnitude = Int64(whole + fraction), magnitude <= Limits.magnitude else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}
