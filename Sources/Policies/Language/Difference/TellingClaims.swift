/// What a test can expect of one decision that another does not give.
struct TellingClaims {
  typealias Spoken = (text: String, claim: Expectation.Claim)

  private let own: ExpectationJudge
  private let other: ExpectationJudge

  init(_ own: ExpectationJudge, unlike other: ExpectationJudge) {
    self.own = own
    self.other = other
  }

  /// The expectations about a group, each true of the one and false of the other; the plainest that there are.
  func of(_ group: Group) -> [String] {
    switch group.kind {
    case "lead": return told([lead])
    case "clock", "quota": return values(group)
    default:
      let claims = rules(group).flatMap { rule in
        // What became of it says more than what it says.
        [told(self.claims(rule, terms: [])), told(self.claims(rule, terms: terms(rule)))]
          .first { !$0.isEmpty } ?? []
      }
      return claims.isEmpty ? whole(group) : claims
    }
  }

  /// Those that tell the two apart.
  private func told(_ claims: [Spoken]) -> [String] {
    claims.filter { own.failure(of: $0.claim) == nil && other.failure(of: $0.claim) != nil }
      .map(\.text)
  }

  private func rule(_ id: String, _ judge: ExpectationJudge) -> RuleOutcome? {
    judge.decision.rules.first { $0.id == id }
  }

  /// The group's rules; of those that the other has not, the ones that have a say.
  private func rules(_ group: Group) -> [RuleOutcome] {
    own.decision.rules.filter { rule in
      rule.remit == group.remit && rule.kind.word == group.kind
        && (self.rule(rule.id, other) != nil || hasSay(rule))
    }
  }

  private func hasSay(_ rule: RuleOutcome) -> Bool {
    switch rule.outcome {
    case .applies, .notMet, .undetermined, .conflict: !rule.isShadow
    case .met, .waived, .excepted, .doesNotApply, .notEvaluated: false
    }
  }

  /// What a rule says that it does not say in the other set.
  private func terms(_ rule: RuleOutcome) -> [String] {
    guard let same = self.rule(rule.id, other) else { return [] }
    let others = same.kind.terms(same.severity)
    return rule.kind.terms(rule.severity).filter { !others.contains($0) }
  }

  private func claims(_ rule: RuleOutcome, terms: [String]) -> [Spoken] {
    let word =
      rule.isShadow && terms.isEmpty && rule.outcome != .notEvaluated ? "shadow" : word(rule)
    let by = ["refused", "undetermined"].contains(word) ? " by" : ""
    return [
      (
        ([word + by, rule.id] + terms).joined(separator: " "),
        .rules(word, [rule.id], missing: nil, by: nil, terms: terms)
      )
    ]
  }

  private func word(_ rule: RuleOutcome) -> String {
    let isRefusal = rule.kind == .refuse && !rule.isShadow
    return switch rule.outcome {
    case .notMet: isRefusal ? "refused" : "fires"
    case .applies: "fires"
    case .undetermined: isRefusal ? "undetermined" : "unknown"
    case .met: rule.isShadow ? "silent" : "met"
    case .waived: "waived"
    case .conflict: "conflict"
    case .doesNotApply, .excepted, .notEvaluated: "silent"
    }
  }

  /// Where the rule itself is gone: what holds of all of the kind.
  private func whole(_ group: Group) -> [String] {
    if group.kind == "route" { return Array(told(routes).prefix(1)) }
    guard let word = ExpectationJudge.kinds.first(where: { $0.value == group.kind })?.key else {
      return []
    }
    var claims: [Spoken] = [word, "open " + word].map { word in
      let ids = own.rules(word)
      return (
        "\(word) = {\(ids.joined(separator: ", "))}", .set(word, comparison: "=", ids)
      )
    }
    if group.kind == "refuse" { claims.insert(("not refused", .notRefused), at: 0) }
    return Array(told(claims).prefix(1))
  }

  private var routes: [Spoken] {
    let route = own.decision.route
    let others = own.set.remits.map(\.name).filter { !route.possible.contains($0) }
    let sets = [("=", route.certain), ("includes", route.certain), ("excludes", others)]
    return sets.map { how, names in
      (
        "route \(how) {\(names.joined(separator: ", "))}",
        .set("route", comparison: how, names)
      )
    }
  }

  private var lead: Spoken {
    switch own.decision.lead {
    case .remit(let remit): ("lead = \(remit)", .lead(remit))
    case .undetermined: ("lead undetermined", .lead("undetermined"))
    case .conflict: ("lead conflict", .lead("conflict"))
    }
  }

  // MARK: Clocks and quotas

  private func values(_ group: Group) -> [String] {
    func all(_ judge: ExpectationJudge) -> [ValueOutcome] {
      (group.kind == "clock" ? judge.decision.clocks : judge.decision.quotas)
        .filter { $0.remit == group.remit }
    }
    func spoken(_ name: String, _ value: String) -> Spoken {
      ("\(group.kind) \(name) = \(value)", .value(group.kind, name: name, value))
    }
    let set = all(own).flatMap { value -> [String] in
      let shown = value.value ?? value.outcome.rawValue
      let perTime = value.period.map { "\(shown) per \($0.rawValue)" } ?? shown
      let claims = [
        spoken(value.name, shown), spoken(value.name, perTime),
        spoken(value.setBy.first ?? value.name, shown),
      ]
      return Array(told(claims).prefix(1))
    }
    if !set.isEmpty { return set }
    return told(all(other).map { spoken($0.name, "none") })
  }
}
