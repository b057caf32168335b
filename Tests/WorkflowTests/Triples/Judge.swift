import Testing
import Workflow

/// Judges an attempt by the table in the code and by what the person is to the subject.
struct Judge {
  let machine: Machine
  let situation: Situation
  /// The subject's name; `<machine>/new` for one to be created.
  let subject: String
  /// Account ids by login.
  let accounts: [String: String]

  /// Records an issue wherever the outcome is not what the table says.
  func check(_ attempt: Attempt) {
    guard let person = Person.everybody.first(where: { $0.login == attempt.login }) else {
      Issue.record("\(attempt.login) is nobody")
      return
    }
    let expected = expectation(attempt.event, by: person)
    let place = "\(machine.name) \(situation.state) \(attempt.event) by \(attempt.login)"
    #expect(attempt.code == expected, "\(place): \(attempt.message)")
    switch attempt.code {
    case "done": checkWritten(attempt, by: person, place)
    case "SB403", "SB405": checkTold(attempt, to: person, place)
    default: break
    }
  }

  private func expectation(_ event: String, by person: Person) -> String {
    let now = Scenes.prepared(situation, for: event)
    if let row = row(of: event) {
      guard row.who.contains(where: { now.stands(person, as: $0) }) else { return "SB403" }
      return Scenes.isBlocked(event, by: person, in: situation) ? "SB422" : "done"
    }
    if situation.isKnown(to: person) { return "SB405" }
    let isTheirsAnywhere = machine.rows.contains { row in
      row.event == event && row.from != [""]
        && row.who.contains { now.stands(person, as: $0) }
    }
    return isTheirsAnywhere ? "SB405" : "SB403"
  }

  private func row(of event: String) -> Machine.Row? {
    machine.rows.first {
      $0.event == event
        && ($0.from.contains(situation.state) || ($0.from == ["*"] && !situation.state.isEmpty))
    }
  }

  /// A refusal names the events that this person may fire, and the state to who may know it.
  private func checkTold(_ attempt: Attempt, to person: Person, _ place: String) {
    let now = Scenes.prepared(situation, for: attempt.event)
    let allowed = machine.rows.filter { row in
      (row.from.contains(situation.state) || (row.from == ["*"] && !situation.state.isEmpty))
        && row.who.contains { now.stands(person, as: $0) }
    }
    #expect(Set(attempt.facts.allowed ?? ["?"]) == Set(allowed.map(\.event)), "\(place)")
    let state = situation.state.isEmpty ? "new" : situation.state
    #expect(attempt.facts.state == (situation.isKnown(to: person) ? state : nil), "\(place)")
  }

  /// One act, one entry a transition, the first by the person, the others by the act itself.
  private func checkWritten(_ attempt: Attempt, by person: Person, _ place: String) {
    #expect(attempt.unexplained == nil, "\(place)")
    #expect(Set(attempt.entries.map(\.data.act)).count == 1, "\(place)")
    let mine = attempt.entries.filter { $0.authid == accounts[person.login] }
    let carried = mine.filter { $0.data.proposal != nil }
    #expect(mine.count == 1 + carried.count, "\(place): \(attempt.entries.map(\.type))")
    #expect(carried.isEmpty || machine.name == "proposal", "\(place)")
    guard let own = mine.first(where: { $0.data.proposal == nil }), let row = row(of: attempt.event)
    else { return }
    #expect(own.type == "hk.sandboxpp.\(Scenes.entryType(machine.name, attempt.event)).v1")
    #expect(own.data.role == person.role || Scenes.namesItself(own.data.role), "\(place)")
    if Person.remits.contains(person.of), own.data.role == person.role {
      #expect(own.data.remit == person.of, "\(place)")
    }
    checkMoved(own, row, place)
    #expect(attempt.entries.allSatisfy { $0.authid == own.authid || $0.authid == "act" })
    for (subject, entries) in Dictionary(grouping: attempt.entries, by: \.subject) {
      let events = entries.map {
        $0.type.split(separator: ".").dropFirst(3).first.map(String.init) ?? ""
      }
      #expect(
        entries.count == 1 || Scenes.mayFollow.contains(events),
        "\(place): \(subject) got \(events)")
    }
  }

  private func checkMoved(_ entry: Attempt.Entry, _ row: Machine.Row, _ place: String) {
    guard machine.name != "job" else { return }
    guard row.from != ["*"] else {
      #expect(entry.data.from == nil && entry.data.to == nil, "\(place)")
      return
    }
    #expect(entry.data.from == situation.state, "\(place)")
    let to = entry.data.to ?? ""
    #expect(row.to.contains(to) || (row.to == ["kept"] && !to.isEmpty), "\(place): to \(to)")
    if !subject.hasSuffix("/new") { #expect(entry.subject == subject, "\(place)") }
  }
}
