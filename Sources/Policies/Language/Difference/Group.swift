/// What a remit's rules of one kind demand, in two policy sets.
struct Group: Hashable, Comparable, Sendable {
  /// The remit whose policy it is, or `joint`.
  let remit: String
  /// The word that begins the statements.
  let kind: String

  static func < (first: Group, second: Group) -> Bool {
    (first.remit, first.kind) < (second.remit, second.kind)
  }

  /// The kinds that are compared; an exception shows in what it excepts.
  static let kinds = [
    "route", "lead", "refuse", "waive", "document", "condition", "flag", "ask", "suspend",
    "approve", "gate", "clock", "quota",
  ]
}

/// Something that a set demands where a formula holds; more of it is stricter.
struct Demand {
  /// The same in both sets: what is demanded, and how surely.
  let name: String
  /// How strongly it shows a difference: what is certain before what is open.
  let rank: Int
  let holds: Term
}

/// What one set demands, group by group.
struct DemandReader {
  private(set) var translation: Translation
  private let set: PolicySet
  private let table: TermTable
  /// The numbers of each group's rules.
  private let rules: [Group: [Int]]
  /// Every `within` of the two sets that are compared, by the id of the condition.
  private let withins: [String: Set<Length>]

  init(_ translation: Translation, beside others: [PolicySet]) {
    self.translation = translation
    withins = Self.withins(of: others)
    set = translation.set
    table = translation.table
    rules = Dictionary(grouping: set.rules.indices) { [set] number in
      Group(remit: set.rules[number].remit, kind: set.rules[number].kind.word)
    }
  }

  private static func withins(of sets: [PolicySet]) -> [String: Set<Length>] {
    var withins: [String: Set<Length>] = [:]
    for rule in sets.flatMap(\.rules) {
      guard case .condition(let within?, _) = rule.kind else { continue }
      withins[rule.id, default: []].insert(within)
    }
    return withins
  }

  /// Every group that the set has rules for.
  var groups: [Group] { rules.keys.filter { Group.kinds.contains($0.kind) } }

  /// The demands of a group of rules.
  mutating func demands(of group: Group) -> [Demand] {
    var byName: [String: (rank: Int, ways: [Term])] = [:]
    func add(_ name: String, _ rank: Int, _ holds: Term) {
      byName[name, default: (rank, [])].ways.append(holds)
    }
    for number in rules[group] ?? [] {
      let rule = set.rules[number]
      let effect = translation.effect(number)
      let counts = table.and([translation.evaluates(number), translation.binds(number)])
      // A gate demands where it is not passed.
      let (isSure, isRuledOut) =
        rule.kind == .gate ? (effect.isFalse, effect.isTrue) : (effect.isTrue, effect.isFalse)
      let surely = table.and([counts, isSure])
      let perhaps = table.and([counts, table.not(isRuledOut)])
      for (rank, label) in labels(rule).enumerated() {
        add(label, rank, surely)
        add(label + " or open", rank + 10, perhaps)
      }
    }
    return byName.sorted { ($0.value.rank, $0.key) < ($1.value.rank, $1.key) }
      .map { Demand(name: $0.key, rank: $0.value.rank, holds: table.or($0.value.ways)) }
  }

  /// What a rule demands: two rules that demand the same are one demand.
  ///
  /// Who demands something within ten days demands it within twenty as well.
  private func labels(_ rule: Rule) -> [String] {
    switch rule.kind {
    case .route(let remit): return ["to \(remit)"]
    case .refuse: return rule.severity == .hard ? ["refused", "refused for good"] : ["refused"]
    case .waive(let refusal, let approver): return ["\(refusal) waived by \(approver)"]
    case .document(let paper): return [paper]
    case .condition(let within, let suspends):
      let longer = (withins[rule.id] ?? []).filter { other in
        within.map { $0.unit == other.unit && $0.count <= other.count } ?? false
      }
      return [rule.id]
        + longer.sorted { $0.count < $1.count }.map { "\(rule.id) within \($0)" }
        + (suspends ? ["\(rule.id) suspends"] : [])
    case .flag: return [rule.id]
    case .ask(let names): return names
    case .suspend: return ["suspended"]
    case .gate: return ["held back"]
    case .approve(let count, let approver):
      return (1...max(1, count)).map { "\($0) of \(approver)" }
    case .lead, .leadOtherwise, .except, .unless, .clock, .quota: return []
    }
  }

  // MARK: Lead, clocks and quotas

  /// Who leads: neither more nor less strict, only different.
  mutating func leads() -> [Demand] {
    let lead = LeadTerms(&translation)
    return lead.remits.indices.map {
      Demand(name: "\(lead.remits[$0].name) leads", rank: 0, holds: lead.leads($0))
    } + [Demand(name: "a conflict about the lead", rank: 0, holds: lead.isConflict)]
  }

  /// A clock's or a quota's value: whether it is settled, and which.
  struct Value {
    let isSettled: Term
    let value: Term
  }

  /// The values of a group by name and unit.
  mutating func values(of group: Group) -> [String: Value] {
    let numbers = rules[group] ?? []
    var values: [String: Value] = [:]
    for number in numbers {
      let (isSettled, amount) = settled(number, beside: numbers)
      for unit in units(of: number) {
        let isOfUnit = table.equal(amount.unit, translation.unit(unit))
        let value = Value(isSettled: table.and([isSettled, isOfUnit]), value: amount.count)
        let name = name(number, unit)
        values[name] =
          values[name].map {
            // Of two rules in turn, whichever is in force.
            Value(
              isSettled: table.or([$0.isSettled, value.isSettled]),
              value: table.choose($0.isSettled, $0.value, value.value))
          } ?? value
      }
    }
    return values
  }

  private func name(_ number: Int, _ unit: LengthUnit?) -> String {
    guard let setting = set.rules[number].setting else { return "" }
    return setting.period.map { "\(setting.name) per \($0.rawValue)" }
      ?? "\(setting.name) in \(unit?.rawValue ?? "")"
  }

  private func units(of number: Int) -> [LengthUnit?] {
    let units = Set(([number] + set.alternatives[number]).map { set.rules[$0].unit })
    return units.sorted { ($0?.rawValue ?? "") < ($1?.rawValue ?? "") }
  }

  /// What a rule sets where no other of its name says, or may say, something else.
  private mutating func settled(_ number: Int, beside numbers: [Int])
    -> (isSettled: Term, amount: Translation.AmountTerms)
  {
    let own = translation.saying(number)
    var settled = [own.isSettled]
    for other in numbers
    where other != number && set.rules[other].setting == set.rules[number].setting {
      let beside = translation.saying(other)
      settled.append(
        table.or([
          table.not(translation.evaluates(other)), translation.own(other).isFalse,
          table.and([beside.isSettled, translation.isEqual(own.amount, beside.amount)]),
        ]))
    }
    return (table.and(settled), own.amount)
  }
}
