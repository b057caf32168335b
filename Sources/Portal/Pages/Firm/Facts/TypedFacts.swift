internal import HTTPServer
internal import Policies

/// Stated facts as a form's fields hold them, so that a page opens with what was saved.
struct TypedFacts {
  private var typed = Parameters()

  /// What the fields of these attributes show of the facts.
  static func of(
    _ facts: Facts, _ attributes: [Attribute], _ vocabulary: Vocabulary
  ) -> Parameters {
    var typing = TypedFacts()
    for attribute in attributes {
      guard let value = facts.value(of: attribute.name, in: vocabulary) else { continue }
      typing.add(value, attribute, as: attribute.name)
    }
    return typing.typed
  }

  private mutating func add(_ value: FactValue, _ attribute: Attribute, as name: String) {
    switch (value, attribute.type) {
    case (.none, _): typed.add("\(name).none", "1")
    case (.bool(let truth), _): typed.add(name, truth ? "yes" : "no")
    case (.text(let text), _): typed.add(name, text)
    case (.members(let mask), .member(let members)), (.members(let mask), .set(let members)):
      let chosen = members.members.indices.filter { mask >> UInt64($0) & 1 == 1 }
      for index in chosen { typed.add(name, members.members[index].name) }
      if chosen.isEmpty { typed.add("\(name).none", "1") }
    case (.number(let day), .date):
      let parts = CivilDate(day: day).description.split(separator: "-")
      for (part, text) in zip(["year", "month", "day"], parts) {
        typed.add("\(name).\(part)", Int(text).map(String.init) ?? "")
      }
    case (.number(let number), let type):
      typed.add(name, ScaledNumber.text(number, digits: type.digitsShown))
    case (.list(let records), .list(let record, _)):
      if records.isEmpty { typed.add("\(name).none", "1") }
      typed.add("\(name).count", String(records.count))
      for (index, values) in records.enumerated() {
        for (field, value) in zip(record.fields, values) {
          if let value { add(value, field, as: "\(name).\(index).\(field.name)") }
        }
      }
    case (.members, _), (.list, _): break
    }
  }
}

extension ValueType {
  /// Digits behind the point: cents of money, hundredths of a hundredth of a percent.
  var digitsShown: Int {
    switch self {
    case .decimal(let digits, _): digits
    case .money: 2
    case .percent: 4
    case .bool, .int, .date, .length, .text, .digest, .member, .set, .list: 0
    }
  }
}
