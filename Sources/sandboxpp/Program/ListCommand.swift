import Workflow

/// A command that lists what the person may see: a line for each thing, or all of it as JSON.
struct ListCommand<Item: Encodable & Sendable>: AnsweringCommand {
  /// Reads the list as whoever calls the command.
  typealias Read = @Sendable (Arguments, Sandbox, Caller) async throws -> [Item]

  let shape: CommandShape
  private let line: @Sendable (Item) -> String
  private let read: Read

  /// A command called `list`.
  ///
  /// - Parameters:
  ///   - summary: as `CommandShape` has it.
  ///   - operands: what it takes by place.
  ///   - options: what it takes beside database and account.
  ///   - line: how one thing is shown to a person.
  ///   - read: reads them.
  init(
    _ summary: String, operands: [OperandShape] = [], options: [OptionShape] = [],
    line: @escaping @Sendable (Item) -> String, read: @escaping Read
  ) {
    shape = CommandShape(
      name: "list", summary: summary, operands: operands,
      options: [.database, .keystore, Domain.actor] + options)
    self.line = line
    self.read = read
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let items = try await Domain.use(arguments, on: console) { try await read(arguments, $0, $1) }
    return Answer(items, lines: items.map(line))
  }
}

extension OptionShape {
  /// `--state`, for lists of things that have one.
  static let state = OptionShape(
    name: "state", kind: .value(placeholder: "STATE"), summary: "Only those in this state")
}
