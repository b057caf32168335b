extension Lifecycle {
  /// The rows of the database's tables `machine`, `transition` and `collective_act`, and the names
  /// of free text, as SQL.
  ///
  /// Section 13 of `schema.sql` is this text; a test holds the two equal.
  public static var sql: String {
    let names = machines.map { "  (\(quote($0.name)), \(quote($0.under)))" }
      .joined(separator: ",\n")
    let transitions = machines.flatMap { machine in
      machine.rows.flatMap { row in
        row.from.map { from in
          let columns = [row.to, row.who, row.guards, row.effects].map(array).joined(
            separator: ", ")
          return "  (\(quote(machine.name)), \(quote(from)), \(quote(row.event)), \(columns), "
            + "\(row.isStrong))"
        }
      }
    }
    let acts = collectiveActs.map {
      "  (\(quote($0.machine)), \(quote($0.event)), \(array($0.proposers)), \(array($0.places)))"
    }
    return """
      INSERT INTO machine VALUES
      \(names);

      INSERT INTO transition VALUES
      \(transitions.joined(separator: ",\n"));

      INSERT INTO collective_act VALUES
      \(acts.joined(separator: ",\n"));

      CREATE FUNCTION free_text() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT \(array(freeText))::text[]
      $$;

      CREATE FUNCTION published() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT \(array(published.sorted()))::text[]
      $$;

      """
  }

  private static func quote(_ text: String) -> String { "'\(text)'" }

  private static func array(_ items: [String]) -> String {
    "'{\(items.joined(separator: ","))}'"
  }
}
