/// One command of the program: what it says of itself, and what it does.
protocol Command: Sendable {
  /// The data from which parsing, `--help` and "did you mean" are made.
  var shape: CommandShape { get }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - arguments: What the person gave, already checked against `shape`.
  ///   - console: Where results and progress go.
  /// - Returns: How it went.
  /// - Throws: `CommandError`, or the error of the module that could not; both end in status 2
  ///   unless the error says otherwise.
  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus
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
