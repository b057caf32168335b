import Testing

@testable import sandboxpp

/// Every command, of whatever group, describes itself well enough to be parsed and helped.
struct CommandTreeTests {
  private static let commands: [(path: String, command: any Command)] = Commands.tree.entries
    .flatMap { entry in
      switch entry {
      case .command(let command): [(command.shape.name, command)]
      case .group(let group):
        group.commands.map { ("\(group.name) \($0.shape.name)", $0) }
      }
    }

  static let shapes: [(path: String, shape: CommandShape)] = commands.map {
    ($0.path, $0.command.taking)
  }

  /// Those that have no result to print: processes, and those that hand on the bytes of something else.
  private static let speaking = [
    "serve", "work", "up", "guard", "policy lsp", "lifecycle", "job logs",
  ]

  @Test func `every command that prints a result takes --format, text first and json beside it`() {
    for (path, command) in Self.commands {
      let format = command.taking.options.first { $0.name == "format" }
      guard command is any AnsweringCommand else {
        // An export's format is its file's.
        #expect(Self.speaking.contains(path) || path == "audit export", "\(path)")
        continue
      }
      guard case .choice(let choices)? = format?.kind else {
        Issue.record("\(path) has no --format")
        continue
      }
      #expect(choices == ["text", "json"], "\(path)")
      #expect(!command.shape.options.contains { $0.name == "format" }, "\(path) says it twice")
    }
  }

  @Test func `no two commands, options or operands share a name`() {
    #expect(Set(Self.shapes.map(\.path)).count == Self.shapes.count)
    for (path, shape) in Self.shapes {
      #expect(Set(shape.options.map(\.name)).count == shape.options.count, "\(path)")
      #expect(Set(shape.operands.map(\.name)).count == shape.operands.count, "\(path)")
    }
  }

  @Test func `what holds when a choice is not made is said once, by the help itself`() {
    for (path, shape) in Self.shapes {
      for option in shape.options {
        guard case .choice = option.kind else { continue }
        #expect(!option.summary.contains("if not said"), "\(path) \(option.name)")
      }
    }
  }

  @Test func `no option takes the name of help`() {
    for (path, shape) in Self.shapes {
      #expect(!shape.options.contains { $0.name == "help" || $0.name.isEmpty }, "\(path)")
    }
  }

  @Test func `operands that may be left out or repeated come last`() {
    for (path, shape) in Self.shapes {
      #expect(shape.operands.dropLast().allSatisfy { $0.count == .one }, "\(path)")
    }
  }

  @Test func `summaries are one line without a full stop`() {
    for (path, shape) in Self.shapes {
      #expect(!shape.summary.hasSuffix(".") && !shape.summary.contains("\n"), "\(path)")
      #expect(shape.summary.first?.isLowercase == true, "\(path)")
    }
  }

  @Test(arguments: shapes.map(\.path))
  func `every command has help that names all it takes`(path: String) async throws {
    let words = path.split(separator: " ").map(String.init)
    let run = try await ProgramRun(words + ["--help"])
    let shape = try #require(Self.shapes.first { $0.path == path }).shape
    #expect(run.status == 0)
    for name in shape.options.map({ "--\($0.name)" }) + shape.operands.map(\.name) {
      #expect(run.output.contains(name))
    }
    let same = try await ProgramRun(["help"] + words)
    #expect(same.output == run.output)
  }
}
