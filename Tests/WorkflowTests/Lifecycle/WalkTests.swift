import Testing
import Workflow

/// The tables, walked.
@Suite struct WalkTests {
  @Test(arguments: Lifecycle.machines.map(\.name))
  func `every state is reached, and left or an end`(name: String) throws {
    let machine = try #require(Lifecycle.machine(name))
    let ends = try #require(Contract.ends[name])
    let reached = Self.reachable(from: [""], in: machine)
    #expect(Set(machine.states).subtracting(reached) == [])
    for state in machine.states {
      let leaves = machine.rows.contains {
        $0.from.contains(state) && ($0.to == ["kept"] || $0.to.contains { $0 != state })
      }
      #expect(leaves || ends.contains(state), "\(name) is stuck in \(state)")
    }
    #expect(ends.isSubset(of: machine.states))
  }

  @Test(arguments: Lifecycle.machines.map(\.name))
  func `an end can be reached from every state`(name: String) throws {
    let machine = try #require(Lifecycle.machine(name))
    let ends = try #require(Contract.ends[name])
    for state in machine.states {
      #expect(
        !Self.reachable(from: [state], in: machine).isDisjoint(with: ends), "\(name) \(state)")
    }
  }

  @Test func `no application is offered before its reviews were concluded`() {
    let steps = Self.paths(of: Lifecycle.application) { row in row.event == "conclude_reviews" }
    #expect(!steps.contains { $0.state == "offered" })
    #expect(steps.contains { $0.state == "in_review" }, "the walk goes somewhere")
    let all = Self.paths(of: Lifecycle.application) { _ in false }
    #expect(all.contains { $0.state == "offered" }, "with the reviews concluded it is offered")
  }

  @Test func `nothing leads to offered but the offer, and what was offered before`() {
    let rows = Lifecycle.application.rows.filter { $0.to.contains("offered") }
    #expect(rows.map(\.event) == ["offer"])
    let guards = rows.flatMap(\.guards)
    #expect(guards.contains("reviews_complete") && guards.contains("none_objects"))
    #expect(guards.contains("rules_clear:offer"))
    let conclude = Lifecycle.application.row(from: "in_review", event: "conclude_reviews")
    #expect(conclude?.guards == ["reviews_complete", "no_question_open"])
  }

  @Test func `an event is told from every other by its state`() {
    for machine in Lifecycle.machines {
      var seen: Set<String> = []
      let anywhere = Set(machine.rows.filter { $0.from == ["*"] }.map(\.event))
      for row in machine.rows {
        for from in row.from {
          #expect(seen.insert("\(from) \(row.event)").inserted, "\(machine.name) \(row.event)")
        }
        #expect(row.from == ["*"] || !anywhere.contains(row.event), "\(machine.name) \(row.event)")
      }
    }
  }

  @Test func `every act of several persons is in a table, and every confirmed row has its persons`()
  {
    let acts = Set(Lifecycle.collectiveActs.map { "\($0.machine).\($0.event)" })
    #expect(acts.count == Lifecycle.collectiveActs.count)
    let rows = Lifecycle.machines.flatMap { machine in
      machine.rows.filter { $0.who.contains("confirmed") }.map { "\(machine.name).\($0.event)" }
    }
    #expect(Set(rows) == acts)
    let mixed = Lifecycle.machines.flatMap(\.rows).filter {
      $0.who.contains("confirmed") && $0.who.count > 1
    }
    #expect(mixed.isEmpty, "what needs several persons can be done by nobody alone")
  }

  /// The states that any sequence of rows leads to, the first included.
  private static func reachable(from start: Set<String>, in machine: Machine) -> Set<String> {
    var known = start
    var size = 0
    while known.count != size {
      size = known.count
      for row in machine.rows where !known.isDisjoint(with: row.from) {
        known.formUnion(row.to == ["kept"] ? [] : row.to)
      }
    }
    return known.subtracting([""])
  }

  private struct Place: Hashable {
    var state: String
    /// The state before, as `suspend` and `lapse` keep it.
    var prior: String?
  }

  /// Every state with the state kept before, on any path that uses no barred row.
  private static func paths(
    of machine: Machine, without isBarred: (Machine.Row) -> Bool
  ) -> Set<Place> {
    var known: Set<Place> = [Place(state: "")]
    var open = Array(known)
    while let place = open.popLast() {
      for row in machine.rows where row.from.contains(place.state) && !isBarred(row) {
        let keeps = ["suspend", "lapse"].contains(row.event) && place.state != "suspended"
        for to in row.to == ["kept"] ? [place.prior ?? ""] : row.to {
          let next = Place(state: to, prior: keeps ? place.state : place.prior)
          if known.insert(next).inserted { open.append(next) }
        }
      }
    }
    return known
  }
}
