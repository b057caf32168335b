/// A record with a route for which no remit leads, or two do, or one that is not routed to.
enum LeadNotTotal: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    let set = translation.set
    guard let span = set.rules.first(where: { $0.kind.word == "lead" })?.span else { return [] }
    let lead = LeadTerms(&translation)
    let table = translation.table
    let day = set.policies.map(\.from).max() ?? CivilDate(day: 0)
    let setting = table.and([
      translation.isOnOrAfter(day), table.or(lead.remits.map(\.route.isTrue)),
    ])
    func question(_ goal: Term, _ sentence: String, _ help: String, _ wanted: Lead?)
      -> ProofQuestion
    {
      ProofQuestion(
        goal: table.and([setting, goal]),
        ifEver: .init(code: .leadNotTotal, sentence: sentence, span: span, help: help),
        claims: { [$0.lead == wanted ? "lead undetermined" : "lead conflict"] }
      ) { walk in
        let found = walk.set.decideByWalking(walk.situation).lead
        if let wanted { return found == wanted }
        guard case .conflict = found else { return false }
        return true
      }
    }
    return [
      question(
        lead.nobody, "a routed record has no lead at all",
        "add `lead … otherwise` and an attribute that names a remit", .undetermined(missing: [])),
      question(
        lead.several, "two remits can lead one record",
        "let the conditions of the `lead` rules exclude each other", nil),
      question(
        lead.unrouted, "a `lead` rule can name a remit that no route leads to",
        "let its condition ask `routed …`", nil),
    ]
  }
}

/// Who leads, as formulas.
struct LeadTerms {
  /// For each remit: whether a rule names it, whether one might, and the route to it.
  let remits: [(name: String, named: Term, open: Term, route: TruthTerms)]
  /// The choice of the applicant, for each remit.
  private let chosen: [String: Term]
  private let hasChoice: Term
  private let table: TermTable

  init(_ translation: inout Translation) {
    let set = translation.set
    table = translation.table
    var remits: [(name: String, named: Term, open: Term, route: TruthTerms)] = []
    for remit in set.remits {
      let rules = set.rules.indices.filter { set.rules[$0].kind == .lead(remit: remit.name) }
      var (named, open): ([Term], [Term]) = ([], [])
      for number in rules {
        let isHeard = translation.evaluates(number)
        let effect = translation.effect(number)
        named.append(table.and([isHeard, effect.isTrue]))
        open.append(
          table.and([isHeard, table.not(effect.isTrue), table.not(effect.isFalse)]))
      }
      remits.append(
        (remit.name, table.or(named), table.or(open), translation.routed(remit.name)))
    }
    self.remits = remits
    (chosen, hasChoice) = Self.choices(&translation)
  }

  /// For each remit, whether `otherwise` is in force and its attribute names it.
  private static func choices(_ translation: inout Translation) -> (
    [String: Term], Term
  ) {
    let set = translation.set
    let table = translation.table
    var chosen: [String: Term] = [:]
    var choices: [Term] = []
    for number in set.rules.indices {
      guard case .leadOtherwise(let name) = set.rules[number].kind,
        let index = set.vocabularies[0].index(of: name),
        let members = set.vocabularies[0].attributes[index].type.enumeration
      else { continue }
      let place = Place(vocabulary: 0, attribute: index)
      let isHeard = translation.evaluates(number)
      let effect = translation.effect(number)
      choices.append(table.and([isHeard, table.not(effect.isFalse)]))
      for (bit, member) in members.members.enumerated() {
        let isIt = translation.truth(.members(place, .anyOf(1 << UInt64(bit))), nil).isTrue
        chosen[member.name] = table.and([isHeard, effect.isTrue, isIt])
      }
    }
    return (chosen, table.or(choices))
  }

  /// Every `lead` rule is false, and nobody was to choose.
  var nobody: Term { table.and([isLeftToChoice, table.not(hasChoice)]) }

  /// Rules name two remits.
  var several: Term {
    table.or(
      remits.indices.flatMap { first in
        remits[(first + 1)...].map { table.and([remits[first].named, $0.named]) }
      })
  }

  /// Rules name one remit, and it is not routed to.
  var unrouted: Term {
    table.or(remits.map { table.and([only($0.name), $0.route.isFalse]) })
  }

  /// The rules name this remit and surely no other.
  private func only(_ name: String) -> Term {
    table.and(
      remits.flatMap {
        $0.name == name ? [$0.named] : [table.not($0.named), table.not($0.open)]
      })
  }

  private var isLeftToChoice: Term {
    table.and(remits.flatMap { [table.not($0.named), table.not($0.open)] })
  }

  /// Whether this remit would lead, route or no route.
  private func would(_ name: String) -> Term {
    var ways = [only(name)]
    if let choice = chosen[name] { ways.append(table.and([isLeftToChoice, choice])) }
    return table.or(ways)
  }

  /// Whether this remit leads.
  func leads(_ number: Int) -> Term {
    table.and([would(remits[number].name), remits[number].route.isTrue])
  }

  /// Whether the rules contradict each other or the route.
  var isConflict: Term {
    table.or([several] + remits.map { table.and([would($0.name), $0.route.isFalse]) })
  }
}
