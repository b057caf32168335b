import Crypto

extension Decision {
  /// The decision for a program: everything, with names and sentences in both languages.
  public var json: JSONValue {
    .object([
      ("policy_digest", .string(policyDigest.description)), ("stage", .string(stage.rawValue)),
      ("as_of", .string(asOf.description)),
      ("refused", .bool(!refusals.isEmpty)), ("undetermined", .bool(!openRefusals.isEmpty)),
      (
        "route",
        .object([
          ("certain", .strings(route.certain)), ("possible", .strings(route.possible)),
          ("missing", .strings(route.missing)),
        ])
      ),
      ("lead", leadJSON),
      (
        "approvals",
        .array(
          approvals.map {
            .object([
              ("by", .string($0.approver.description)), ("count", .integer(Int64($0.count))),
              ("certain", .bool($0.isCertain)),
            ])
          })
      ),
      ("clocks", .array(clocks.map(\.json))), ("quotas", .array(quotas.map(\.json))),
      ("rules", .array(rules.map(\.json))),
    ])
  }

  private var leadJSON: JSONValue {
    switch lead {
    case .remit(let remit):
      .object([("outcome", .string("determined")), ("remit", .string(remit))])
    case .undetermined(let missing):
      .object([("outcome", .string("undetermined")), ("missing", .strings(missing))])
    case .conflict(let rules):
      .object([("outcome", .string("conflict")), ("rules", .strings(rules))])
    }
  }
}

extension ValueOutcome {
  var json: JSONValue {
    .object([
      ("name", .string(name)), ("rule", .string(setBy.first ?? "")), ("remit", .string(remit)),
      ("value", value.map(JSONValue.string) ?? .null),
      ("period", period.map { .string($0.rawValue) } ?? .null),
      ("outcome", .string(outcome.rawValue)), ("by", .strings(rules)),
      ("missing", .strings(missing)),
    ])
  }
}

extension RuleOutcome {
  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("id", .string(id)), ("kind", .string(kind.word)), ("remit", .string(remit)),
      ("outcome", .string(outcome.rawValue)), ("shadow", .bool(isShadow)), ("text", texts.json),
    ]
    if let severity { members.append(("severity", .string(severity.rawValue))) }
    members += details
    members.append(("missing", .strings(missing)))
    if !relievedBy.isEmpty { members.append(("relieved_by", .strings(relievedBy))) }
    members.append(("cites", .array(citations.map(\.json))))
    if let adoption {
      let adopted: [(String, JSONValue)] = [
        ("by", .string(adoption.by)), ("on", .string(adoption.on.description)),
      ]
      members.append(("adopted", .object(adopted)))
    }
    if let newerVersion { members.append(("newer_version", .string(newerVersion))) }
    members.append(
      (
        "atoms",
        .array(
          atoms.map {
            .object([("text", .string($0.text)), ("value", $0.value.map(JSONValue.bool) ?? .null)])
          })
      ))
    return .object(members)
  }

  /// What the kind of rule adds.
  private var details: [(String, JSONValue)] {
    switch kind {
    case .route(let remit), .lead(let remit): [("to", .string(remit))]
    case .leadOtherwise(let attribute): [("attribute", .string(attribute))]
    case .waive(let refusal, let approver):
      [("of", .string(refusal)), ("approved_by", .string(approver.description))]
    case .document(let paper): [("document", .string(paper))]
    case .condition(let within, let suspends):
      [
        ("within", within.map { .string($0.description) } ?? .null), ("suspends", .bool(suspends)),
      ]
    case .ask(let names): [("about", .strings(names))]
    case .approve(let count, let approver):
      [("by", .string(approver.description)), ("count", .integer(Int64(count)))]
    case .except(let ids): [("to", .strings(ids))]
    case .refuse, .flag, .suspend, .gate, .clock, .quota, .unless: []
    }
  }
}

extension Citation {
  var json: JSONValue {
    .object([
      ("instrument", .string(instrument)), ("title", title.json), ("place", .string(place)),
      ("mark", .string(mark.rawValue)), ("url", url.map(JSONValue.string) ?? .null),
    ])
  }
}
