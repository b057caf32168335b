/// Turns types as written into checked types.
struct TypeBuilder {
  var enums: [String: Enumeration] = [:]
  var records: [String: RecordType] = [:]

  private static let plain = [
    "bool", "int", "decimal", "money", "percent", "date", "days", "business_days", "months",
    "text", "digest",
  ]

  /// The type, or nil after filing what is wrong with it; `owner` names an enum written in place.
  func type(_ syntax: TypeSyntax, owner: String, _ findings: inout Findings) -> ValueType? {
    switch syntax.shape {
    case .named(let word, let digits, let range):
      return named(word, digits, range, syntax.span, &findings)
    case .members(let members):
      return enumeration(owner, members, syntax.span, &findings).map { .member($0) }
    case .set(let inner):
      guard let type = type(inner, owner: owner, &findings) else { return nil }
      guard case .member(let enumeration) = type else {
        findings.add(
          .typeMismatch, "a set holds members of an enum", at: inner.span,
          help: "write `set of { … }` or `set of` and the name of an enum")
        return nil
      }
      return .set(enumeration)
    case .list(let record, let bound):
      return list(record, bound, &findings)
    }
  }

  func enumeration(
    _ name: String, _ members: [MemberSyntax], _ span: Span, _ findings: inout Findings
  ) -> Enumeration? {
    guard (1...Limits.members).contains(members.count) else {
      findings.add(
        .countBound, "an enum has 1 to \(Limits.members) members, this one \(members.count)",
        at: span)
      return nil
    }
    var seen: Set<String> = []
    let checked = members.map { member in
      if !seen.insert(member.name.text).inserted {
        findings.add(
          .duplicateName, "the member `\(member.name.text)` stands twice", at: member.name.span)
      }
      return Enumeration.Member(
        name: member.name.text,
        label: MissingLanguage.check(member.texts, of: member.name, &findings))
    }
    return Enumeration(name: name, members: checked)
  }

  private func list(_ record: Word, _ bound: Word, _ findings: inout Findings) -> ValueType? {
    guard let type = records[record.text] else {
      findings.addUnknown(
        .unknownType, "unknown record `\(record.text)`", at: record, among: records.keys.sorted())
      return nil
    }
    guard let count = Int(bound.text), (1...Limits.listRecords).contains(count) else {
      findings.add(
        .countBound, "a list holds at most \(Limits.listRecords) records", at: bound.span)
      return nil
    }
    return .list(type, atMost: count)
  }

  private func named(
    _ word: Word, _ digits: Word?, _ range: (ValueSyntax, ValueSyntax)?, _ span: Span,
    _ findings: inout Findings
  ) -> ValueType? {
    let widest: ValueType
    switch word.text {
    case "bool": widest = .bool
    case "date": widest = .date
    case "text": widest = .text
    case "digest": widest = .digest
    case "int": widest = .int(-Limits.magnitude...Limits.magnitude)
    case "money": widest = .money(-ValueType.widestMoney...ValueType.widestMoney)
    case "percent":
      widest = .percent(-ValueType.hundredPercent * 10...ValueType.hundredPercent * 10)
    case "days": widest = .length(.days, 0...ValueType.longest)
    case "business_days": widest = .length(.businessDays, 0...ValueType.longest)
    case "months": widest = .length(.months, 0...ValueType.longest)
    case "decimal":
      guard let scale = digits.flatMap({ Int($0.text) }), (0...Limits.decimalDigits).contains(scale)
      else {
        findings.add(
          .countBound, "a decimal has 0 to \(Limits.decimalDigits) digits behind the point",
          at: digits?.span ?? span)
        return nil
      }
      widest = .decimal(digits: scale, -Limits.magnitude...Limits.magnitude)
    default:
      if let enumeration = enums[word.text] { return .member(enumeration) }
      findings.addUnknown(
        .unknownType, "unknown type `\(word.text)`", at: word,
        among: Self.plain + enums.keys.sorted())
      return nil
    }
    return narrowed(widest, range, span, &findings)
  }

  private func narrowed(
    _ type: ValueType, _ range: (ValueSyntax, ValueSyntax)?, _ span: Span,
    _ findings: inout Findings
  ) -> ValueType? {
    guard let (low, high) = range else {
      switch type {
      case .int, .decimal:
        findings.add(
          .missingClause, "a number needs its range, so that arithmetic can be checked", at: span,
          help: "write it as `int 0..100`")
        return nil
      case .money: return .money(0...ValueType.widestMoney)
      case .percent: return .percent(0...ValueType.hundredPercent)
      default: return type
      }
    }
    guard let from = try? end(low, type), let to = try? end(high, type), from <= to else {
      let areEnds = (try? end(low, type)) != nil && (try? end(high, type)) != nil
      findings.add(
        .outOfRange, "this is not a range of this type", at: low.span.joined(high.span),
        help: "both ends are values of the type, the lower first",
        edit: areEnds
          ? findings.replacement(of: [
            (low.span, findings.text(of: high.span)), (high.span, findings.text(of: low.span)),
          ]) : nil)
      return nil
    }
    switch type {
    case .int: return .int(from...to)
    case .decimal(let digits, _): return .decimal(digits: digits, from...to)
    case .money: return .money(from...to)
    case .percent: return .percent(from...to)
    case .length(let unit, _): return .length(unit, from...to)
    default:
      findings.add(.outOfRange, "this type takes no range", at: low.span.joined(high.span))
      return nil
    }
  }

  /// An end of a range; lengths may be written without their unit, which the type has just named.
  private func end(_ value: ValueSyntax, _ type: ValueType) throws(Literals.Misfit) -> Int64 {
    if case .length(let unit, _) = type, case .integer(let count) = value.literal {
      return try Literals.number(.length(count, unit), as: type)
    }
    return try Literals.number(value.literal, as: type)
  }
}
