import Testing

@testable import sandboxpp

/// Every command, of whatever group, describes itself well enough to be parsed and helped.
struct CommandTreeTests {
  static let shapes: [(path: String, shape: CommandShape)] = Commands.tree.entries.flatMap {
    entry in
    switch entry {
    case .command(let command): [(command.shape.name, command.shape)]
    case .group(let group):
      group.commands.map { ("\(group.name) \($0.shape.name)", $0.shape) }
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
