/// A situation found by a question, as facts and as the text of a test.
struct Witness: Sendable {
  let assignment: Assignment

  private func value(_ unknown: Unknown) -> Int64? { assignment.values[unknown] }

  /// The situation in the terms of a set's vocabularies; what was left open is not stated.
  func situation(in set: PolicySet) -> Situation {
    var facts: [VocabularyKind: Facts] = [:]
    for vocabulary in set.vocabularies {
      var stated = Facts(vocabulary)
      for (index, attribute) in vocabulary.attributes.enumerated() where !attribute.isDerived {
        let fact = Unknown.Fact(kind: vocabulary.kind, attribute: attribute.name)
        stated.values[index] = self.fact(attribute, Unknown.Site(fact: fact))
      }
      facts[vocabulary.kind] = stated
    }
    let stages = Stage.allCases
    let latest = set.policies.map(\.from).max() ?? CivilDate(day: 0)
    return Situation(
      stage: value(.stage).map { stages[Int($0)] } ?? .exit,
      asOf: value(.asOf).map(CivilDate.init(day:)) ?? latest, facts: facts,
      changes: changes(set.vocabularies[0]))
  }

  private func changes(_ application: Vocabulary) -> Changes? {
    guard value(.changesKnown) == 1 else { return nil }
    return Changes(
      application.attributes.map {
        value(.changed(Unknown.Fact(kind: .application, attribute: $0.name))) == 1
      })
  }

  private func fact(_ attribute: Attribute, _ site: Unknown.Site) -> FactValue? {
    guard value(.known(site)) == 1 else { return nil }
    if attribute.mayBeNone, value(.isNone(site)) == 1 { return FactValue.none }
    switch attribute.type {
    case .bool: return .bool(value(.flag(site)) == 1)
    case .text, .digest: return .text("")
    case .member(let members):
      return .members(1 << UInt64(value(.number(site, 0...Int64(members.members.count - 1))) ?? 0))
    case .set(let members):
      let bits = members.members.indices.filter { value(.member(site, $0)) == 1 }
      return .members(bits.reduce(0) { $0 | 1 << UInt64($1) })
    case .list(let record, _): return list(record, site.fact)
    default:
      let range = attribute.type.number?.range ?? 0...0
      return .number(value(.number(site, range)) ?? range.lowerBound)
    }
  }

  private func list(_ record: RecordType, _ fact: Unknown.Fact) -> FactValue {
    let length = assignment.values.first {
      if case .length(fact, _) = $0.key { true } else { false }
    }
    let records = (0..<Int(length?.value ?? 0)).map { element in
      record.fields.map { field in
        self.fact(field, Unknown.Site(fact: fact, element: element, field: field.name))
      }
    }
    return .list(records)
  }
}

/// Writes a situation as a test that `policy test` runs.
struct TestText {
  let set: PolicySet
  let situation: Situation

  /// The whole test.
  func text(named name: String, expecting claims: [String]) -> String {
    """
    test "\(name)" as_of \(situation.asOf) at \(situation.stage.rawValue)
      given \(given)
      expect \(claims.joined(separator: "; "))

    """
  }

  /// What is stated.
  var given: String {
    var parts: [String] = []
    for vocabulary in set.vocabularies {
      guard let facts = situation.facts[vocabulary.kind] else { continue }
      var companions = 0
      for (index, attribute) in vocabulary.attributes.enumerated() {
        companions -= 1
        guard let value = facts.values[index] else { continue }
        let text = Self.text(value, attribute.type)
        if attribute.isMeasured {
          companions = 2
          parts.append("\(attribute.name) = measured \(text)" + evidence(facts.values, index))
        } else if companions < 0 {
          parts.append("\(attribute.name) = \(text)")
        }
      }
    }
    var text = parts.isEmpty ? "nothing" : parts.joined(separator: ",\n    ")
    if let changes = situation.changes {
      let names = zip(set.vocabularies[0].attributes, changes.differs)
        .filter { $0.1 == true }.map(\.0.name)
      text += "\n    changed " + (names.isEmpty ? "nothing" : names.joined(separator: ", "))
    }
    return text
  }

  /// The samples and the window beside a measured value; none stated is as good as zero.
  private func evidence(_ values: [FactValue?], _ index: Int) -> String {
    func number(_ offset: Int) -> Int64? {
      if case .number(let number)? = values[index + offset] { number } else { nil }
    }
    let window = number(2).map { " window \($0) days" } ?? ""
    return " samples \(number(1) ?? 0)" + window
  }

  private static func text(_ value: FactValue, _ type: ValueType) -> String {
    switch (value, type) {
    case (.none, _): "none"
    case (.bool(let value), _): value ? "yes" : "no"
    case (.text(let text), _): "\"\(text)\""
    case (.members(let mask), .member(let members)): members.names(in: mask).first ?? "none"
    case (.members(let mask), .set(let members)):
      "{" + members.names(in: mask).joined(separator: ", ") + "}"
    case (.list(let records), .list(let record, _)):
      "["
        + records.map { fields in
          let stated = zip(record.fields, fields).compactMap { field, value in
            value.map { "\(field.name) = \(text($0, field.type))" }
          }
          return "{" + stated.joined(separator: ", ") + "}"
        }.joined(separator: ", ") + "]"
    case (.number(let units), _): Literals.text(units, as: type)
    default: "none"
    }
  }
}
