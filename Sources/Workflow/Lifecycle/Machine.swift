/// One table of the lifecycle: its rows in the order they are written.
public struct Machine: Sendable {
  /// The name, as the database and the entries' types have it.
  public let name: String
  /// The machine of what its subjects hang under; `*` for any, empty for none.
  public let under: String
  /// The rows, one for each line of the table.
  public let rows: [Row]

  /// One line of a table.
  public struct Row: Sendable, Equatable {
    /// The states it leaves; empty text where it creates the subject, `*` where any state stays.
    public let from: [String]
    /// The event's name.
    public let event: String
    /// Whether it locks the case against every other change.
    public let isStrong: Bool
    /// The states it may lead to; more than one where an effect chooses.
    public let to: [String]
    /// Who may fire it: `role@relation`, `confirmed` or `system`.
    public let who: [String]
    /// The guards, each the name of a function of the database, with its argument after a colon.
    public let guards: [String]
    /// The effects; those marked `>` run after the entry is written.
    public let effects: [String]
  }

  /// Reads a table in the notation that `Lifecycle` describes.
  ///
  /// - Parameters:
  ///   - name: the machine's name.
  ///   - under: the machine of what its subjects hang under.
  ///   - table: one line a row, six columns divided by bars; a malformed line traps, for the
  ///     tables are part of the program.
  public init(_ name: String, under: String = "", _ table: String) {
    self.name = name
    self.under = under
    rows = table.split(separator: "\n").map { line in
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").map(String.init)
      }
      precondition(columns.count == 6 && columns[1].count == 1, "\(name): \(line)")
      let event = columns[1][0]
      return Row(
        from: columns[0].map { $0 == "-" ? "" : $0 }, event: event.filter { $0 != "!" },
        isStrong: event.hasSuffix("!") || name == "application",
        to: columns[2].flatMap { $0.split(separator: "/").map(String.init) },
        who: columns[3], guards: columns[4], effects: columns[5])
    }
  }

  /// Every state that the machine can be in, in the order in which the table first names it.
  public var states: [String] {
    var seen: Set<String> = []
    return rows.flatMap { $0.from + $0.to }.filter {
      !["", "*", "=", "kept"].contains($0) && seen.insert($0).inserted
    }
  }

  /// Every event, in the order of the table.
  public var events: [String] {
    var seen: Set<String> = []
    return rows.map(\.event).filter { seen.insert($0).inserted }
  }

  /// The row for an event in a state, if the table has one.
  public func row(from state: String, event: String) -> Row? {
    rows.first { $0.event == event && ($0.from.contains(state) || $0.from == ["*"]) }
  }

  /// The events that the table has in a state, creation and standing events apart.
  public func events(in state: String) -> [String] {
    rows.filter { $0.from.contains(state) }.map(\.event)
  }
}
