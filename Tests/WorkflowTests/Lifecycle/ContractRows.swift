import Postgres
import Workflow

/// The rows of all tables in one form, so that what was agreed can be held against the code and against
/// the database: by table, state and event what a row says.
struct ContractRows: Sendable {
  private(set) var rows: [String: String] = [:]
  /// Rows that were named twice.
  private(set) var doubled: [String] = []

  /// Takes one row; people and guards in any order, for the order decides nothing.
  mutating func add(
    _ machine: String, _ from: String, _ event: String, _ to: String, who: [String],
    guards: [String]
  ) {
    let key = "\(machine) \(from.isEmpty ? "-" : from) \(event)"
    if rows[key] != nil { doubled.append(key) }
    rows[key] = [to, Self.set(who), Self.set(guards)].joined(separator: " | ")
  }

  mutating func add(together machine: String, _ event: String, by: [String], with: [String]) {
    let key = "\(machine) \(event) by several"
    if rows[key] != nil { doubled.append(key) }
    rows[key] = [Self.set(by), Self.set(with)].joined(separator: " | ")
  }

  private static func set(_ items: [String]) -> String { items.sorted().joined(separator: " ") }

  /// Where others differ: what stands here, then what stands there.
  func differences(from others: ContractRows) -> [String: String] {
    var found: [String: String] = [:]
    for key in Set(rows.keys).union(others.rows.keys) where rows[key] != others.rows[key] {
      found[key] = "\(rows[key] ?? "missing") <> \(others.rows[key] ?? "missing")"
    }
    return found
  }
}

extension ContractRows {
  /// What was agreed, overridden by what departs from it for a reason.
  static var agreed: ContractRows {
    var agreed = copied
    agreed.rows.merge(departing.rows) { _, departure in departure }
    return agreed
  }

  /// What was agreed, word for word.
  static var copied: ContractRows {
    var all = ContractRows()
    for (machine, table) in Contract.tables { all.take(table, of: machine) }
    for table in Contract.standing.values {
      for line in lines(table) {
        all.add(
          line[0].joined(), "*", line[1].joined(), "=", who: people(line[2]), guards: line[3])
      }
    }
    for line in lines(Contract.together) {
      all.add(together: line[0].joined(), line[1].joined(), by: line[2], with: line[3])
    }
    return all
  }

  static var departing: ContractRows {
    var all = ContractRows()
    for (machine, table) in Contract.departures { all.take(table, of: machine) }
    return all
  }

  /// The tables in the code.
  static var written: ContractRows {
    var all = ContractRows()
    for machine in Lifecycle.machines {
      for row in machine.rows {
        for from in row.from {
          all.add(
            machine.name, from, row.event, row.to.joined(separator: "/"), who: row.who,
            guards: row.guards)
        }
      }
    }
    for act in Lifecycle.collectiveActs {
      all.add(together: act.machine, act.event, by: act.proposers, with: act.places)
    }
    return all
  }

  /// The tables in a database.
  static func stored(in world: World) async throws -> ContractRows {
    var all = ContractRows()
    for row in try await world.connection.query(
      "SELECT machine, from_state, event, to_states, who, guards FROM transition")
    {
      let (machine, from, event, to, who, guards) = try row.decode(
        (String.self, String.self, String.self, [String].self, [String].self, [String].self))
      all.add(machine, from, event, to.joined(separator: "/"), who: who, guards: guards)
    }
    for row in try await world.connection.query(
      "SELECT machine, event, proposers, places FROM collective_act")
    {
      let (machine, event, by, with) = try row.decode(
        (String.self, String.self, [String].self, [String].self))
      all.add(together: machine, event, by: by, with: with)
    }
    return all
  }

  private mutating func take(_ table: String, of machine: String) {
    for line in Self.lines(table) {
      for from in line[0] {
        add(
          machine, from, line[1].joined(), line[2].joined(), who: Self.people(line[3]),
          guards: line[4])
      }
    }
  }

  private static func lines(_ table: String) -> [[[String]]] {
    table.split(separator: "\n").map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").map(String.init)
      }
    }
  }

  /// `firm` is its preparer or its approver.
  private static func people(_ who: [String]) -> [String] {
    who.flatMap { $0 == "firm" ? ["firm_preparer@firm", "firm_approver@firm"] : [$0] }
  }
}
