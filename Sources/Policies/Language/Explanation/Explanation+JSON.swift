extension Explanation {
  /// The decision's JSON with the members `definitions`, `would_clear` and `next_questions`.
  public var json: JSONValue {
    guard case .object(let members) = decision.json else { return decision.json }
    return .object(
      members + [
        ("definitions", .array(definitions.map(\.json))),
        ("would_clear", .array(clearances.map(\.json))),
        ("next_questions", .array(questions.map(\.json))),
      ])
  }
}

extension Explanation.Definition {
  var json: JSONValue {
    .object([
      ("name", .string(name)), ("value", value.map(JSONValue.bool) ?? .null),
      (
        "atoms",
        .array(
          atoms.map {
            .object([("text", .string($0.text)), ("value", $0.value.map(JSONValue.bool) ?? .null)])
          })
      ),
    ])
  }
}

extension Clearance {
  var json: JSONValue {
    .object([("rule", .string(rule)), ("remedies", .array(remedies.map(\.json)))])
  }
}

extension Remedy {
  var json: JSONValue {
    .object([
      ("sentence", .string(sentence)), ("by_applicant", .bool(isByApplicant)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("fact", .string(change.fact)), ("condition", .string(change.condition)),
              ("from", change.from ?? .null), ("to", change.to ?? .null),
              ("by", .string(change.author.rawValue)),
            ])
          })
      ),
      (
        "waivers",
        .array(
          waivers.map { waiver in
            .object([
              ("rule", .string(waiver.rule)),
              ("approved_by", .string(waiver.approver.description)),
            ])
          })
      ),
      ("raises", .strings(raises)),
    ])
  }
}

extension Question {
  /// The question for a program: the fact, its wording, who states it and why it is asked.
  public var json: JSONValue {
    .object([
      ("fact", .string(fact)), ("question", texts?.json ?? .null),
      ("by", .string(author.rawValue)), ("reason", reason.json),
      ("keeps_route_open", .bool(keepsRouteOpen)), ("keeps_lead_open", .bool(keepsLeadOpen)),
      ("rules", .strings(rules)), ("settled", .integer(Int64(settled))),
      ("answers", .integer(Int64(answers))),
    ])
  }
}
