@testable import Policies
import Testing

/// The formulas mean what the reference walk means, on random policies and records.
struct TranslationTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `every rule is true, false or unknown by its formula as by the walk`(seed: UInt64) throws {
    var policy = RandomPolicy(seed: seed, mayAssume: seed % 2 == 0)
    let set = try Fixture.set(policy.text(rules: 6))
    let table = TermTable()
    var translation = Translation(
      set, elements: ElementCount([set]).elements, table: table)
    let circuits = set.rules.indices.map { number in
      let (own, effect) = (translation.own(number), translation.effect(number))
      return [
        translation.evaluates(number), own.isTrue, own.isFalse, effect.isTrue, effect.isFalse,
      ].map { Circuit(table, $0) }
    }
    var random = RandomFacts(seed: seed)
    random.favourites = [1, 2, 3, 10]
    for round in 0..<20 {
      var facts: [VocabularyKind: Facts] = [:]
      for vocabulary in set.vocabularies {
        facts[vocabulary.kind] = random.facts(vocabulary, missing: Double(round % 4) / 10)
      }
      let stage = Stage.allCases[round % Stage.allCases.count]
      let changes = Changes(set.vocabularies[0].attributes.indices.map { $0 % 3 == round % 3 })
      let situation = Situation(
        stage: stage, asOf: CivilDate(day: 18_000 + Int64(round) * 180), facts: facts,
        changes: round % 2 == 0 ? changes : nil)
      let assignment = Assignment(situation, set)
      for (truth, circuits) in zip(ReferenceWalk(set, situation).truths(), circuits) {
        let values = circuits.map { $0.value(assignment) == 1 }
        #expect(values[0] == (truth != nil))
        guard let truth else { continue }
        #expect(values[1] == (truth.raw.value == true))
        #expect(values[2] == (truth.raw.value == false))
        #expect(values[3] == (truth.effective.value == true))
        #expect(values[4] == (truth.effective.value == false))
      }
    }
  }

  @Test(arguments: [11, 12, 13, 14, 15, 16, 17, 18] as [UInt64])
  func `conflicts, the lead and values are by their formulas what the decision says`(seed: UInt64)
    throws
  {
    var policy = RandomPolicy(seed: seed, mayAssume: seed % 2 == 0)
    let set = try Fixture.set(policy.text(rules: 4))
    let table = TermTable()
    var translation = Translation(
      set, elements: ElementCount([set]).elements, table: table)
    let outcomes = set.rules.indices.map { number in
      let outcome = translation.outcome(number)
      return [outcome.isConflict, outcome.isOpen].map { Circuit(table, $0) }
    }
    let lead = LeadTerms(&translation)
    let leads = lead.remits.indices.map { Circuit(table, lead.leads($0)) }
    let isConflict = Circuit(table, lead.isConflict)
    let settings = Dictionary(grouping: set.rules.indices.filter { set.rules[$0].setting != nil }) {
      set.rules[$0].setting?.kind.word ?? ""
    }.mapValues { numbers in
      numbers.map { number in
        let saying = translation.saying(number)
        return [saying.isSettled, saying.amount.count, saying.amount.unit].map {
          Circuit(table, $0)
        }
      }
    }
    var random = RandomFacts(seed: seed)
    random.favourites = [1, 2, 3, 10]
    for round in 0..<40 {
      var facts: [VocabularyKind: Facts] = [:]
      for vocabulary in set.vocabularies {
        facts[vocabulary.kind] = random.facts(vocabulary, missing: Double(round % 4) / 10)
      }
      let situation = Situation(
        stage: .exit, asOf: CivilDate(day: 20_000 + Int64(round) * 30), facts: facts)
      let assignment = Assignment(situation, set)
      let decision = set.decideByWalking(situation)
      for (rule, circuits) in zip(decision.rules, outcomes) where rule.outcome != .notEvaluated {
        let values = circuits.map { $0.value(assignment) == 1 }
        #expect(values[0] == (rule.outcome == .conflict), "\(rule.id)")
        #expect(values[1] == (rule.outcome == .undetermined), "\(rule.id)")
      }
      for (remit, circuit) in zip(set.remits, leads) {
        #expect((circuit.value(assignment) == 1) == (decision.lead == .remit(remit.name)))
      }
      var isInConflict = false
      if case .conflict = decision.lead { isInConflict = true }
      #expect((isConflict.value(assignment) == 1) == isInConflict)
      for value in decision.clocks + decision.quotas {
        let word = value.period == nil ? "clock" : "quota"
        let said = Set(
          (settings[word] ?? []).map { $0.map { $0.value(assignment) } }.filter { $0[0] == 1 })
        if said.count > 1 { #expect(value.outcome == .conflict) }
        guard value.outcome == .applies else { continue }
        let unit = value.unit.flatMap { LengthUnit.allCases.firstIndex(of: $0) } ?? -1
        #expect(said == [[1, value.count ?? 0, Int64(unit)]])
      }
    }
  }

  @Test(arguments: [-14, -1, 0, 1, 2, 3, 6, 11, 12, 13, 60] as [Int64])
  func `what so many months take has the bounds that proofs rest on`(count: Int64) {
    let bounds = Calendar.lengths(ofMonths: count)
    var (least, most) = (Int64.max, Int64.min)
    for day in CivilDate.supported {
      let length = CivilDate.adding(months: count, to: day) - day
      (least, most) = (min(least, length), max(most, length))
    }
    #expect(bounds.lowerBound <= least && most <= bounds.upperBound)
    #expect(bounds.lowerBound >= least - 1 && most >= bounds.upperBound - 1)
    let (low, high) = count >= 0 ? (30 * count - 2, 31 * count) : (31 * count, 30 * count + 2)
    #expect(low <= least && most <= high)
  }
}

extension Assignment {
  /// The values that a situation gives to everything a formula may ask.
  init(_ situation: Situation, _ set: PolicySet) {
    self.init()
    values[.asOf] = situation.asOf.day
    values[.stage] = Int64(situation.stage.order)
    values[.changesKnown] = situation.changes == nil ? 0 : 1
    for vocabulary in set.vocabularies {
      for (index, attribute) in vocabulary.attributes.enumerated() {
        let fact = Unknown.Fact(kind: vocabulary.kind, attribute: attribute.name)
        if vocabulary.kind == .application {
          values[.changed(fact)] = situation.changes?.differs[index] == true ? 1 : 0
        }
        state(
          situation.facts[vocabulary.kind]?.values[index], attribute, Unknown.Site(fact: fact))
      }
    }
  }

  private mutating func state(_ value: FactValue?, _ attribute: Attribute, _ site: Unknown.Site) {
    values[.known(site)] = value == nil ? 0 : 1
    values[.isNone(site)] = value == FactValue.none ? 1 : 0
    switch (value, attribute.type) {
    case (.bool(let answer), _): values[.flag(site)] = answer ? 1 : 0
    case (.number(let number), _):
      values[.number(site, attribute.type.number?.range ?? 0...0)] = number
    case (.members(let mask), .member(let members)):
      values[.number(site, 0...Int64(members.members.count - 1))] = Int64(
        mask.trailingZeroBitCount)
    case (.members(let mask), .set(let members)):
      for bit in members.members.indices {
        values[.member(site, bit)] = Int64(mask >> UInt64(bit) & 1)
      }
    case (.list(let records), .list(let record, let most)):
      for length in 1...most { values[.length(site.fact, most: length)] = Int64(records.count) }
      for (element, fields) in records.enumerated() {
        for (field, value) in zip(record.fields, fields) {
          state(
            value, field, Unknown.Site(fact: site.fact, element: element, field: field.name))
        }
      }
    default: break
    }
  }
}
