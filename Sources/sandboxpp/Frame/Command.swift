/// One command of the program: what it says of itself, and what it does.
protocol Command: Sendable {
  /// The data from which parsing, `--help` and "did you mean" are made.
  var shape: CommandShape { get }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - arguments: What the person gave, already checked against what it takes.
  ///   - console: Where results and progress go.
  /// - Returns: How it went.
  /// - Throws: `CommandError`, or the error of the module that could not; both end in status 2
  ///   unless the error says otherwise.
  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus
}

/// A command that does its work and then answers: it takes `--format` without saying so.
///
/// Other commands speak as they go: processes, and those that hand on the bytes of something else.
protocol AnsweringCommand: Command {
  /// Does the work.
  ///
  /// - Parameters:
  ///   - arguments: What the person gave, already checked against what it takes.
  ///   - console: Where progress goes, and what is no result.
  /// - Returns: What came of it.
  /// - Throws: As `run`.
  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer
}

extension AnsweringCommand {
  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let answer = try await answer(arguments, on: console)
    console.progress("")
    try answer.print(on: console, as: arguments.format)
    return answer.status
  }
}

extension Command {
  /// All that it takes: what its shape says, and `--format` where it answers.
  var taking: CommandShape {
    guard self is any AnsweringCommand else { return shape }
    var shape = shape
    shape.options.append(.format)
    return shape
  }
}

/// How a command ended, as scripts see it.
enum ExitStatus: Int32, Sendable {
  /// It was done, and what was looked at is sound.
  case done = 0
  /// It was refused, or something was found wrong.
  case refused = 1
  /// It could not be tried: wrong usage, a missing file, no database.
  case failed = 2
}
