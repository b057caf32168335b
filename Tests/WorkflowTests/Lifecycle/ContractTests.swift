import TestSupport
import Testing
import Workflow

/// The tables in the code are those that were agreed.
@Suite struct ContractTests {
  @Test(arguments: Contract.tables.keys.sorted())
  func `a table has exactly the rows that were agreed`(name: String) throws {
    let machine = try #require(Lifecycle.machine(name))
    let agreed = Self.agreed(name)
    var found: [String: String] = [:]
    for row in machine.rows where row.from != ["*"] {
      for from in row.from {
        let key = "\(name) \(from.isEmpty ? "-" : from) \(row.event)"
        #expect(found[key] == nil, "\(key) stands twice")
        found[key] = "\(row.to.joined(separator: "/")) | \(Self.people(row.who, as: agreed[key]))"
      }
    }
    for key in Set(agreed.keys).union(found.keys).sorted() {
      #expect(found[key] == agreed[key], "\(key)")
    }
  }

  @Test func `what departs from the agreement is in a table and differs`() {
    for (key, departure) in Contract.departures {
      let parts = key.split(separator: " ").map(String.init)
      let row = Lifecycle.machine(parts[0])?.row(
        from: parts[1] == "-" ? "" : parts[1], event: parts[2])
      #expect(row != nil, "\(key)")
      #expect(Self.copied(parts[0])[key] != departure, "\(key) is as agreed")
    }
  }

  @Test func `the events that leave the state as it is are those that were agreed`() {
    let agreed = Contract.standing.values.flatMap { $0 }
    let found = Lifecycle.machines.flatMap { machine in
      machine.rows.filter { $0.from == ["*"] }.map { "\(machine.name).\($0.event)" }
    }
    #expect(Set(agreed) == Set(found))
    #expect(agreed.count == found.count)
    #expect(Contract.missing.isDisjoint(with: Contract.standing.keys))
  }

  @Test func `the page of the lifecycle is the one that the tables make`() throws {
    let page = try Repository.text("docs/lifecycle.md")
    #expect(
      page == Lifecycle.markdown + "\n",
      "make it anew: sandboxpp lifecycle > docs/lifecycle.md")
  }

  /// The rows as copied, overridden by what departs from them.
  private static func agreed(_ name: String) -> [String: String] {
    let departures = Contract.departures.filter { $0.key.hasPrefix("\(name) ") }
    return copied(name).merging(departures) { _, departure in departure }
  }

  private static func copied(_ name: String) -> [String: String] {
    var rows: [String: String] = [:]
    for line in Contract.tables[name, default: ""].split(separator: "\n") {
      let columns = line.split(separator: "|").map {
        $0.split(separator: " ").map(String.init)
      }
      for from in columns[0] {
        let who = columns[3].sorted().joined(separator: " ")
        rows["\(name) \(from) \(columns[1][0])"] = "\(columns[2][0]) | \(who)"
      }
    }
    return rows
  }

  /// Roles without what they are related by, in the words of the agreement.
  private static func people(_ who: [String], as agreed: String?) -> String {
    let isOfAnyInFirm = agreed?.split(separator: "|").last?.split(separator: " ").contains("firm")
    let roles = who.map { who -> String in
      let role = who.split(separator: "@").first.map(String.init) ?? who
      if role == "consequence" { return "system" }
      let isOfFirm = ["firm_preparer", "firm_approver"].contains(role)
      return isOfFirm && isOfAnyInFirm == true ? "firm" : role
    }
    return Set(roles).sorted().joined(separator: " ")
  }
}
