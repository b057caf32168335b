import Testing
import Workflow

/// Judges the steps of an act of several persons.
struct TogetherJudge {
  let act: CollectiveAct
  let machine: Machine
  let agreement: Agreement
  let situation: Situation
  let accounts: [String: String]

  /// Whether the table has the act in this state, and the usual proposer may begin it.
  var canBeProposed: Bool {
    guard let proposer = Person.everybody.first(where: { $0.login == agreement.proposer }) else {
      return false
    }
    return expectedOfProposing(proposer) == "done"
  }

  private var row: Machine.Row? {
    machine.rows.first {
      $0.event == act.event && ($0.from.contains(situation.state) || $0.from == ["*"])
    }
  }

  /// Whether the act's own guard holds in this state.
  private var isPossible: Bool { agreement.states?.contains(situation.state) ?? true }

  func check(_ attempt: Attempt) {
    guard let person = Person.everybody.first(where: { $0.login == attempt.login }) else { return }
    let place = "\(act.name) in \(situation.state): \(attempt.event) by \(attempt.login)"
    let expected =
      attempt.event == "propose" ? expectedOfProposing(person) : expectedOfConfirming(person)
    #expect(attempt.code == expected, "\(place): \(attempt.message)")
    #expect(attempt.unexplained == nil, "\(place)")
    guard attempt.code == "done" else { return }
    let proposal = attempt.entries.filter { $0.type.hasPrefix("hk.sandboxpp.proposal.") }
    #expect(proposal.count == 1, "\(place)")
    #expect(proposal.first?.authid == accounts[person.login], "\(place)")
    #expect(proposal.first?.data.role == person.role, "\(place)")
    #expect(Set(attempt.entries.map(\.data.act)).count == 1, "\(place)")
    if attempt.event == "carried" { checkCarried(attempt, by: person, place) }
  }

  /// The last who confirms is named by the act's own entry, which names the proposal.
  private func checkCarried(_ attempt: Attempt, by person: Person, _ place: String) {
    let type = "hk.sandboxpp.\(act.machine).\(act.event).v1"
    let entries = attempt.entries.filter { $0.type == type }
    #expect(entries.count == 1, "\(place): \(attempt.entries.map(\.type))")
    guard let entry = entries.first, let row else { return }
    #expect(entry.data.proposal != nil && entry.authid == accounts[person.login], "\(place)")
    #expect(entry.data.role == person.role, "\(place)")
    guard row.from != ["*"] else { return }
    #expect(entry.data.from == situation.state, "\(place)")
    #expect(row.to.contains(entry.data.to ?? "") || row.to == ["kept"], "\(place)")
  }

  private func expectedOfProposing(_ person: Person) -> String {
    guard act.proposers.contains(where: { situation.stands(person, as: $0) }) else {
      return "SB403"
    }
    // Without a lead nobody could confirm.
    let isNobodyToConfirm =
      situation.remits.isEmpty && act.places.contains { $0.hasSuffix("@lead") }
    return row == nil || isNobodyToConfirm ? "SB422" : "done"
  }

  private func expectedOfConfirming(_ person: Person) -> String {
    guard act.places.contains(where: { situation.stands(person, as: $0) }) else { return "SB403" }
    let isLast = agreement.confirmers.count == 1
    let isRefused =
      person.login == agreement.proposer || agreement.barred.contains(person.login)
      || (isLast && !isPossible)
    return isRefused ? "SB422" : "done"
  }
}
