/// Turns values stated in a file into facts.
enum StatedReader {
  /// The value as the attribute's type has it; nil after filing why it does not fit.
  static func read(
    _ stated: StatedSyntax, _ attribute: Attribute, _ findings: inout Findings
  ) -> FactValue? {
    if attribute.isDerived {
      return misfit("`\(attribute.name)` is derived and never stated", stated, &findings)
    }
    if case .value(let value) = stated, case .word("none") = value.literal, attribute.mayBeNone {
      return FactValue.none
    }
    switch (attribute.type, stated) {
    case (.bool, .value(let value)):
      guard case .word(let word) = value.literal, ["yes", "no"].contains(word) else { break }
      return .bool(word == "yes")
    case (.member(let enumeration), .value(let value)):
      guard case .word(let word) = value.literal else { break }
      return mask([Word(text: word, span: value.span)], enumeration, attribute, &findings)
    case (.set(let enumeration), .set(let words, _)):
      return mask(words, enumeration, attribute, &findings)
    case (.text, .text(let text, _)), (.digest, .text(let text, _)):
      return .text(text)
    case (.list(let record, let bound), .list(let records, _)):
      return list(records, record, bound, stated, &findings)
    case (_, .value(let value)):
      return number(value, attribute, &findings)
    default:
      break
    }
    return misfit(
      "`\(attribute.name)` is \(attribute.type.described)", stated, &findings,
      edit: braces(stated, attribute))
  }

  private static func misfit(
    _ sentence: String, _ stated: StatedSyntax, _ findings: inout Findings,
    edit: Findings.Mend? = nil
  ) -> FactValue? {
    findings.add(.wrongValue, sentence, at: stated.span, edit: edit)
    return nil
  }

  /// A set stands in braces, one member does not.
  private static func braces(_ stated: StatedSyntax, _ attribute: Attribute) -> Findings.Mend? {
    switch (attribute.type, stated) {
    case (.set, .value(let value)):
      guard case .word(let word) = value.literal else { return nil }
      return (value.span, "{\(word)}")
    case (.member, .set(let words, let span)):
      return words.count == 1 ? (span, words[0].text) : nil
    default: return nil
    }
  }

  private static func number(
    _ value: ValueSyntax, _ attribute: Attribute, _ findings: inout Findings
  ) -> FactValue? {
    do {
      return .number(try Literals.number(value.literal, as: attribute.type))
    } catch {
      let why =
        error == .range
        ? "the value is outside the range of `\(attribute.name)`"
        : "`\(attribute.name)` is \(attribute.type.described)"
      return misfit(
        why, .value(value), &findings,
        edit: error == .range
          ? nil
          : TypeMismatch.stated(value, as: attribute.type, findings)
            ?? braces(.value(value), attribute))
    }
  }

  private static func mask(
    _ words: [Word], _ enumeration: Enumeration, _ attribute: Attribute,
    _ findings: inout Findings
  ) -> FactValue? {
    var mask: UInt64 = 0
    for word in words {
      guard let index = enumeration.index(of: word.text) else {
        findings.addUnknown(
          .unknownMember, "`\(attribute.name)` has no member `\(word.text)`", at: word,
          among: enumeration.members.map(\.name),
          otherwise: "one of " + enumeration.members.map(\.name).joined(separator: ", "))
        return nil
      }
      if mask & 1 << UInt64(index) != 0 {
        DuplicateName.report(word, in: attribute.name, &findings)
      }
      mask |= 1 << UInt64(index)
    }
    return .members(mask)
  }

  private static func list(
    _ records: [[(name: Word, value: StatedSyntax)]], _ record: RecordType, _ bound: Int,
    _ stated: StatedSyntax, _ findings: inout Findings
  ) -> FactValue? {
    guard records.count <= bound else {
      return misfit(
        "the list holds \(records.count) records, at most \(bound) are allowed", stated,
        &findings)
    }
    var read: [[FactValue?]] = []
    for fields in records {
      DuplicateName.stated(fields.map(\.name), &findings)
      var values = [FactValue?](repeating: nil, count: record.fields.count)
      for (name, value) in fields {
        guard let index = record.index(of: name.text) else {
          findings.addUnknown(
            .unknownAttribute, "a \(record.name) record has no field `\(name.text)`", at: name,
            among: record.fields.map(\.name))
          continue
        }
        values[index] = self.read(value, record.fields[index], &findings)
      }
      read.append(values)
    }
    return .list(read)
  }
}
