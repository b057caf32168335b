/// The commands of the program, two levels deep: `version`, `policy check`.
struct CommandTree: Sendable {
  enum Entry: Sendable {
    case command(any Command)
    case group(Group)

    var row: HelpText.Row {
      switch self {
      case .command(let command): HelpText.Row(command.shape.name, command.shape.summary)
      case .group(let group): HelpText.Row(group.name, group.summary)
      }
    }
  }

  /// Commands about one thing.
  struct Group: Sendable {
    let name: String
    let summary: String
    let commands: [any Command]
  }

  let name: String
  let summary: String
  let entries: [Entry]

  /// Runs what the words call for and says how it went.
  func run(_ words: [String], on console: Console) async -> ExitStatus {
    var path = name
    do {
      switch try find(words, path: &path) {
      case .help(let text):
        console.print(text)
        return .done
      case .call(let command, let rest):
        let arguments = try ArgumentParser.parse(
          rest, as: command.taking, environment: console.environment)
        return try await command.run(arguments, on: console)
      }
    } catch {
      return report(error, path: path, on: console)
    }
  }

  /// What a line of words asks for.
  private enum Found {
    case help(String)
    case call(any Command, [String])
  }

  private func find(_ words: [String], path: inout String) throws -> Found {
    // `help policy check` is `policy check --help`.
    let words = words.first == "help" ? words.dropFirst() + ["--help"] : words[...]
    guard let first = words.first, !isHelp(first) else { return .help(help) }
    guard let entry = entries.first(where: { $0.row.name == first }) else {
      throw unknown(first, among: entries.map(\.row.name) + ["help"])
    }
    path += " " + first
    let rest = words.dropFirst()
    switch entry {
    case .command(let command): return call(command, rest, path: path)
    case .group(let group): return try find(rest, in: group, path: &path)
    }
  }

  private func find(
    _ words: ArraySlice<String>, in group: Group, path: inout String
  ) throws -> Found {
    guard let first = words.first, !isHelp(first) else {
      let rows = group.commands.map { HelpText.Row($0.shape.name, $0.shape.summary) }
      return .help(HelpText.list(rows, path: path, summary: group.summary))
    }
    guard let command = group.commands.first(where: { $0.shape.name == first }) else {
      throw unknown(first, among: group.commands.map(\.shape.name))
    }
    path += " " + first
    return call(command, words.dropFirst(), path: path)
  }

  /// `--help` wins wherever it stands before `--`, whatever else is wrong on the line.
  private func call(_ command: any Command, _ rest: ArraySlice<String>, path: String) -> Found {
    guard rest.prefix(while: { $0 != "--" }).contains(where: isHelp) else {
      return .call(command, Array(rest))
    }
    return .help(HelpText.command(command.taking, path: path))
  }

  private var help: String {
    let rows = entries.map(\.row) + [HelpText.Row("help", "shows this, or the help of a command")]
    return HelpText.list(rows, path: name, summary: summary)
  }

  private func isHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }

  private func unknown(_ word: String, among names: [String]) -> CommandError {
    CommandError(
      "there is no command `\(word)`", help: Spelling.suggestion(for: word, among: names))
  }

  private func report(_ error: any Error, path: String, on console: Console) -> ExitStatus {
    console.progress("")
    guard let error = CommandError(any: error) else {
      console.note("\(path): \(error)")
      return .failed
    }
    // A picture of several lines ends as it is drawn.
    let end = error.what.contains("\n") ? "" : "."
    console.note("\(path): \(error.what)\(end)\n  \(error.help)\n  `\(path) --help` says more.")
    return error.status
  }
}
