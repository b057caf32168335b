/// What a command could not do, in the words of the person who called it.
struct CommandError: Error, Sendable {
  /// What went wrong and where, without a full stop.
  let what: String
  /// What to do about it: whole sentences.
  let help: String
  let status: ExitStatus

  init(_ what: String, help: String, status: ExitStatus = .failed) {
    self.what = what
    self.help = help
    self.status = status
  }
}
