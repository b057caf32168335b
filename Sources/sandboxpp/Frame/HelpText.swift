/// What `--help` prints, made from the shapes that the parser reads.
enum HelpText {
  /// The help of one command.
  ///
  /// `path` is all words that call it.
  static func command(_ shape: CommandShape, path: String) -> String {
    var rows = shape.operands.map { Row($0.usage, $0.summary) }
    rows += shape.options.map { Row($0.usage, $0.explanation) }
    rows.append(Row("--help", "Shows this"))
    return sections([
      "\(path): \(shape.summary)",
      "Usage: \(usage(shape, path: path))",
      lines(rows),
      shape.details,
      "Exit status: 0 done, 1 refused or found wrong, 2 could not.",
    ])
  }

  /// The help of a group of commands, or of the whole program.
  static func list(_ rows: [Row], path: String, summary: String) -> String {
    sections([
      "\(path): \(summary)",
      "Usage: \(path) COMMAND …",
      lines(rows),
      "`\(path) COMMAND --help` says more.",
    ])
  }

  /// One line: the words that call a command, and what may follow them.
  static func usage(_ shape: CommandShape, path: String) -> String {
    let options = shape.options.map { $0.isRequired ? $0.usage : "[\($0.usage)]" }
    return ([path] + options + shape.operands.map(\.usage)).joined(separator: " ")
  }

  /// A name and what it means.
  struct Row: Sendable {
    let name: String
    let meaning: String

    init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// Names in a column; what a longer name means stands on the line below it.
  private static func lines(_ rows: [Row]) -> String {
    let width = rows.map(\.name.count).filter { $0 <= widestName }.max() ?? 0
    let column = String(repeating: " ", count: width + 4)
    return rows.map { row in
      let isWide = row.name.count > width
      let gap = isWide ? "\n" + column : String(column.dropFirst(row.name.count + 2))
      return "  \(row.name)\(gap)\(row.meaning)"
    }.joined(separator: "\n")
  }

  private static let widestName = 28

  private static func sections(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}

extension OperandShape {
  /// As the usage line shows it.
  var usage: String {
    switch count {
    case .one: name
    case .optional: "[\(name)]"
    case .oneOrMore: "\(name)…"
    case .any: "[\(name)…]"
    }
  }
}

extension OptionShape {
  var takesValue: Bool {
    if case .flag = kind { return false }
    return true
  }

  /// As the usage line shows it.
  var usage: String {
    switch kind {
    case .flag: "--\(name)"
    case .value(let placeholder): "--\(name) \(placeholder)"
    case .choice(let choices) where choices.count > Self.mostChoicesInUsage:
      "--\(name) \(name.uppercased())"
    case .choice(let choices): "--\(name) \(choices.joined(separator: "|"))"
    }
  }

  /// The summary, and what holds when the option is not given.
  fileprivate var explanation: String {
    var words = summary
    if case .choice(let choices) = kind {
      if choices.count > Self.mostChoicesInUsage {
        words += ": " + choices.joined(separator: ", ")
      }
      if !isRequired { words += " (else \(choices.first ?? ""))" }
    }
    return words + (environment.map { " (else \($0))" } ?? "")
  }

  private static let mostChoicesInUsage = 4
}
