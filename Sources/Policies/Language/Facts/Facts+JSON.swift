extension Facts {
  /// Reads facts from JSON text; what is wrong comes back beside what could be read.
  public static func read(json text: String, _ vocabulary: Vocabulary)
    -> (facts: Facts, problems: [FactsProblem])
  {
    do {
      let (facts, problems) = FactsReader.read(try JSONReader.read(text), vocabulary)
      return (facts, problems)
    } catch {
      let problem = FactsProblem(
        path: "", sentence: "the text is no JSON: \(error.sentence), at byte \(error.offset)",
        help: nil)
      return (Facts(vocabulary), [problem])
    }
  }

  /// The facts as JSON that `read` takes: what is not stated is left out.
  public func json(_ vocabulary: Vocabulary) -> JSONValue {
    var members: [(String, JSONValue)] = []
    var index = 0
    while index < vocabulary.attributes.count {
      let attribute = vocabulary.attributes[index]
      if attribute.isMeasured {
        let parts = ["value", "samples", "window"].enumerated().compactMap { offset, name in
          values[index + offset].map {
            (name, Self.json($0, vocabulary.attributes[index + offset].type))
          }
        }
        if !parts.isEmpty { members.append((attribute.name, .object(parts))) }
        index += 3
      } else {
        if let value = values[index] {
          members.append((attribute.name, Self.json(value, attribute.type)))
        }
        index += 1
      }
    }
    return .object(members)
  }

  static func json(_ value: FactValue, _ type: ValueType) -> JSONValue {
    switch (value, type) {
    case (.none, _): .object([("none", .bool(true))])
    case (.bool(let value), _): .bool(value)
    case (.text(let text), _): .string(text)
    case (.members(let mask), .member(let members)):
      members.names(in: mask).first.map(JSONValue.string) ?? .null
    case (.members(let mask), .set(let members)): .strings(members.names(in: mask))
    case (.number(let units), .date): .string(CivilDate(day: units).description)
    case (.number(let units), .money):
      .string(
        Literals.text(units, digits: ValueType.moneyDigits, least: ValueType.moneyDigits))
    case (.number(let units), .percent), (.number(let units), .decimal):
      .string(Literals.text(units, as: type))
    case (.number(let units), _): .integer(units)
    case (.list(let records), .list(let record, _)):
      .array(
        records.map { fields in
          .object(
            zip(record.fields, fields).compactMap { field, value in
              value.map { (field.name, json($0, field.type)) }
            })
        })
    default: .null
    }
  }
}
