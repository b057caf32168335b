import Guard

/// `guard`: the parent of one sandboxed attempt, started by a worker.
///
/// `Main` runs it before anything else: the sandbox ends when the *thread* that started it ends, and
/// a program that has waited for something once does not go on upon its main thread.
struct GuardCommand: Command {
  let shape = CommandShape(
    name: "guard", summary: "watches one attempt of a job; started by a worker, not by hand",
    operands: [OperandShape(name: "FOLDER", summary: "Where the attempt's order lies")])

  /// Whether the words of a command line call for this command, and for its work rather than help.
  static func isCalled(by words: [String]) -> Bool {
    words.first == "guard" && words.count == 2 && words[1].first != "-"
  }

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    throw CommandError(
      "the folder's name begins with a dash", help: "Give its whole path.")
  }
}
