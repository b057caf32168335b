extension Lifecycle {
  /// The tables and their diagrams as a page of Markdown, for reading.
  public static var markdown: String {
    let head = """
      # Lifecycle

      Version \(version). Made by `sandboxpp lifecycle` from the tables that the database holds.
      A `–` as from creates the subject; `any` leaves the state as it is. `confirmed` needs an act
      of several persons; guards and effects are functions of the schema.

      """
    return head + machines.map { section($0) }.joined(separator: "\n") + together
  }

  /// The acts of several persons.
  private static var together: String {
    let rows = collectiveActs.map { act in
      let columns = [
        "`\(act.machine)`", "`\(act.event)`", act.proposers.joined(separator: ", "),
        act.places.joined(separator: ", "),
      ]
      return "| \(columns.joined(separator: " | ")) |"
    }
    return """


      ## Acts of several persons

      One proposes; it happens in the call of the last who confirms, each another person, none the
      one who proposed.

      | of | event | who proposes | who confirms |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private static func section(_ machine: Machine) -> String {
    let rows = machine.rows.map { row in
      let from = row.from.map { $0.isEmpty ? "–" : $0 == "*" ? "any" : "`\($0)`" }
      let columns = [
        from.joined(separator: ", "), "`\(row.event)`",
        row.to == ["="] ? "the same" : code(row.to, " or "), row.who.joined(separator: ", "),
        row.guards.joined(separator: ", "),
      ]
      return "| \(columns.joined(separator: " | ")) |"
    }
    return """

      ## \(machine.name)

      \(diagram(machine))
      | from | event | to | who | guards |
      |---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  /// States and events as a Mermaid diagram; what leaves the state as it is, is left out.
  private static func diagram(_ machine: Machine) -> String {
    let arrows = machine.rows.filter { $0.from != ["*"] && $0.to != ["="] }.flatMap { row in
      row.from.flatMap { from in
        row.to.filter { $0 != "kept" }.map { to in
          "  \(from.isEmpty ? "[*]" : from) --> \(to): \(row.event)"
        }
      }
    }
    guard !arrows.isEmpty else { return "" }
    return "```mermaid\nstateDiagram-v2\n\(arrows.joined(separator: "\n"))\n```\n"
  }

  private static func code(_ names: [String], _ separator: String) -> String {
    names.map { "`\($0)`" }.joined(separator: separator)
  }
}
