internal import Policies

/// The form of an application, made from the vocabulary: a field for each fact that a firm states.
enum FactsForm {
  /// A heading of the form with the facts under it.
  struct Section: Sendable {
    let name: String
    let label: Phrase
    let attributes: [Attribute]

    var fields: [Field] { attributes.compactMap(FactsForm.field) }
  }

  /// The sections in the vocabulary's order; those without a question for a firm are left out.
  static func sections(_ vocabulary: Vocabulary) -> [Section] {
    vocabulary.sections.compactMap { heading in
      let asked = vocabulary.attributes.filter { $0.section == heading.name && isAsked($0) }
      guard !asked.isEmpty else { return nil }
      return Section(
        name: heading.name, label: Phrase(heading.label.en, heading.label.zh), attributes: asked)
    }
  }

  /// Consents are acts of their own; what is derived or recorded by others is nobody's to type.
  static func isAsked(_ attribute: Attribute) -> Bool {
    attribute.question != nil && attribute.author == .firm && !attribute.isDerived
      && !attribute.isRecorded && !attribute.name.hasPrefix("consent.")
  }

  /// The field of a fact; nil for what is not asked.
  static func field(_ attribute: Attribute) -> Field? {
    guard let question = attribute.question else { return nil }
    let isMany =
      switch attribute.type {
      case .set, .list: true
      default: false
      }
    return Field(
      name: attribute.name, label: phrase(attribute.label), question: phrase(question),
      hint: hint(attribute.type), kind: kind(attribute),
      allowsNone: attribute.mayBeNone || isMany)
  }

  private static func kind(_ attribute: Attribute) -> Field.Kind {
    switch attribute.type {
    case .bool: .yesNo
    case .int(let range): .number(digits: 0, range, unit: attribute.unit.map(phrase))
    case .decimal(let digits, let range):
      .number(digits: digits, range, unit: attribute.unit.map(phrase))
    case .money(let range): .money(range)
    case .percent(let range): .percent(range)
    case .date: .date
    case .length(let unit, let range):
      .number(digits: 0, range, unit: MoveWording.unit(unit.rawValue))
    case .text: isShort(attribute.name) ? .text(limit: 300) : .longText(limit: 4_000)
    case .digest: .text(limit: 64)
    case .member(let members): .choice(choices(members))
    case .set(let members): .choices(choices(members))
    case .list(let record, let limit): .list(record.fields.compactMap(field), atMost: limit)
    }
  }

  private static func hint(_ type: ValueType) -> Phrase? {
    switch type {
    case .digest: FactsWording.digestHint
    case .set: FactsWording.setHint
    case .date: FactsWording.dateHint
    default: nil
    }
  }

  /// Names, numbers and references fit on a line; what tells something gets room.
  private static func isShort(_ name: String) -> Bool {
    let last = name.split { $0 == "." || $0 == "_" }.last.map(String.init) ?? name
    return ["name", "number", "ref", "rule"].contains(last)
  }

  private static func choices(_ members: Enumeration) -> [Field.Choice] {
    members.members.map { Field.Choice(name: $0.name, label: phrase($0.label)) }
  }

  static func phrase(_ texts: Texts) -> Phrase { Phrase(texts.en, texts.zh) }
}
