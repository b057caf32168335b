import Crypto

extension Vocabulary {
  /// A JSON Schema (draft 2020-12) of what `Facts.read` takes, with labels in both languages.
  public var jsonSchema: JSONValue {
    var properties: [(String, JSONValue)] = []
    var skipped = 0
    for attribute in attributes where !attribute.isDerived {
      if skipped > 0 {
        skipped -= 1
        continue
      }
      if attribute.isMeasured { skipped = 2 }
      properties.append((attribute.name, Self.schema(attribute)))
    }
    return .object([
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string(title.en)), ("x-title", title.json), ("type", .string("object")),
      ("x-vocabulary", .string("\(kind.rawValue) \(version)")),
      ("x-digest", .string(digest.description)),
      ("properties", .object(properties)), ("additionalProperties", .bool(false)),
    ])
  }

  private static func schema(_ attribute: Attribute) -> JSONValue {
    var choices = [schema(attribute.type)]
    if attribute.isMeasured {
      choices = [
        .object([
          ("type", .string("object")),
          (
            "properties",
            .object([
              ("value", schema(attribute.type)), ("samples", integer(0, nil)),
              ("window", integer(0, nil)),
            ])
          ), ("additionalProperties", .bool(false)),
        ])
      ]
    }
    if attribute.mayBeNone {
      choices.append(
        .object([
          ("type", .string("object")), ("required", .strings(["none"])),
          ("properties", .object([("none", .object([("const", .bool(true))]))])),
          ("additionalProperties", .bool(false)),
        ]))
    }
    choices.append(.object([("type", .string("null"))]))
    var members: [(String, JSONValue)] = [
      ("title", .string(attribute.label.en)), ("x-label", attribute.label.json),
    ]
    if let question = attribute.question {
      members += [("description", .string(question.en)), ("x-question", question.json)]
    }
    if let unit = attribute.unit { members.append(("x-unit", unit.json)) }
    if !attribute.audience.isEmpty { members.append(("x-for", .strings(attribute.audience))) }
    members.append(("x-by", .string(attribute.author.rawValue)))
    members.append(("anyOf", .array(choices)))
    return .object(members)
  }

  private static func integer(_ low: Int64, _ high: Int64?) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", .string("integer")), ("minimum", .integer(low)),
    ]
    if let high { members.append(("maximum", .integer(high))) }
    return .object(members)
  }

  private static func pattern(_ pattern: String) -> JSONValue {
    .object([("type", .string("string")), ("pattern", .string(pattern))])
  }

  private static func schema(_ type: ValueType) -> JSONValue {
    switch type {
    case .bool: return .object([("type", .string("boolean"))])
    case .int(let range), .length(_, let range):
      return integer(range.lowerBound, range.upperBound)
    case .decimal(let digits, _): return digitsSchema(digits, "")
    case .money: return digitsSchema(ValueType.moneyDigits, "")
    case .percent: return digitsSchema(ValueType.percentDigits, "%?")
    case .date: return .object([("type", .string("string")), ("format", .string("date"))])
    case .text: return .object([("type", .string("string"))])
    case .digest: return pattern("^[0-9a-f]{64}$")
    case .member(let enumeration): return members(enumeration)
    case .set(let enumeration):
      return .object([
        ("type", .string("array")), ("uniqueItems", .bool(true)), ("items", members(enumeration)),
      ])
    case .list(let record, let bound):
      return .object([
        ("type", .string("array")), ("maxItems", .integer(Int64(bound))),
        (
          "items",
          .object([
            ("type", .string("object")),
            ("properties", .object(record.fields.map { ($0.name, schema($0)) })),
            ("additionalProperties", .bool(false)),
          ])
        ),
      ])
    }
  }

  private static func digitsSchema(_ digits: Int, _ suffix: String) -> JSONValue {
    .object([
      (
        "anyOf",
        .array([
          .object([("type", .string("number"))]),
          pattern("^-?[0-9]+(\\.[0-9]{1,\(max(1, digits))})?\(suffix)$"),
        ])
      )
    ])
  }

  private static func members(_ enumeration: Enumeration) -> JSONValue {
    .object([
      ("type", .string("string")), ("enum", .strings(enumeration.members.map(\.name))),
      ("x-labels", .object(enumeration.members.map { ($0.name, $0.label.json) })),
    ])
  }
}
