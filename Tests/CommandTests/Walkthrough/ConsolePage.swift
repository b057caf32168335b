import Foundation

/// The commands of a page's console blocks, with what the page says that they print.
struct ConsolePage {
  /// One command.
  struct Step {
    /// The line of the page on which it stands, from 1.
    let line: Int
    /// As it is typed, over several lines.
    var command: String
    /// What it prints; `…` stands for anything on a line, or alone for any number of lines.
    var output: [String] = []
    /// How it ends.
    var status: Int32 = 0
  }

  private(set) var steps: [Step] = []

  /// Reads a page in Markdown.
  ///
  /// A command begins with `$ ` and goes on over the lines that are indented by two spaces until
  /// it is whole; what follows is its output, of which `[exit 1]` says the status.
  init(_ text: String) {
    var isConsole = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole {
        read(String(line), number: number + 1)
      }
    }
  }

  private mutating func read(_ line: String, number: Int) {
    if line.hasPrefix("$ ") {
      steps.append(Step(line: number, command: String(line.dropFirst(2))))
      return
    }
    guard let last = steps.indices.last else { return }
    if steps[last].output.isEmpty, ConsolePage.goesOn(steps[last].command) {
      steps[last].command += "\n" + line
    } else if line.hasPrefix("[exit "), let status = Int32(line.dropFirst(6).dropLast()) {
      steps[last].status = status
    } else {
      steps[last].output.append(line)
    }
  }

  /// Whether a command is not whole yet: an escaped end of line, an open pipe, an open loop.
  private static func goesOn(_ command: String) -> Bool {
    if command.hasSuffix("\\") || command.hasSuffix("|") || command.hasSuffix("&&") { return true }
    let lines = command.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.first?.hasPrefix("for ") == true && lines.last != "done"
  }
}

extension ConsolePage.Step {
  /// Whether what was printed is what the page says.
  func isPrinted(by lines: [String]) -> Bool {
    Self.match(output[...], lines[...])
  }

  private static func match(_ pattern: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return lines.isEmpty }
    let rest = pattern.dropFirst()
    if first == "…" {
      return (0...lines.count).contains { match(rest, lines.dropFirst($0)) }
    }
    guard let line = lines.first, matches(line, first) else { return false }
    return match(rest, lines.dropFirst())
  }

  /// Whether a line is a pattern's: its pieces in their order, the first and the last at the ends.
  private static func matches(_ line: String, _ pattern: String) -> Bool {
    let pieces = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
      return line == pattern
    }
    guard line.hasPrefix(first), line.count >= first.count + last.count, line.hasSuffix(last) else {
      return false
    }
    var middle = line.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = middle.range(of: piece) else { return false }
      middle = middle[found.upperBound...]
    }
    return true
  }
}
