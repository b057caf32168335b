import Duties
import Workflow

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

  /// Whatever was thrown that says what to do; nil for what only says what it is.
  init?(any error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let refusal as Refusal: self.init(refusal)
    case let error as DutyError: self.init(error)
    default: return nil
    }
  }
}

extension CommandError {
  /// A refusal: status 1, or 2 when it could not be tried at all.
  init(_ refusal: Refusal) {
    let sentence = refusal.sentence
    let possible =
      refusal.allowed.isEmpty ? nil : "Possible now: \(refusal.allowed.joined(separator: ", "))."
    let advice = refusal.advice.isEmpty ? "Nothing was done." : refusal.advice
    self.init(
      sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence,
      help: [advice, possible].compactMap { $0 }.joined(separator: " "),
      status: refusal.kind == .unavailable || refusal.kind == .fault ? .failed : .refused)
  }

  /// What ended a duty, in the words of its own sentences: a key that cannot be used is status 2.
  init(_ error: DutyError) {
    let sentences = error.description.split(separator: ". ", maxSplits: 1).map(String.init)
    let first = sentences.first ?? ""
    let isUntried = if case .unusableKey = error { true } else { false }
    self.init(
      first.hasSuffix(".") ? String(first.dropLast()) : first,
      help: sentences.count > 1 ? sentences[1] : "Look at what is named.",
      status: isUntried ? .failed : .refused)
  }

  /// There is nothing by the name that was given, or not for this person to see.
  ///
  /// nil where the command's operands name nothing that could be missing.
  init?(nothingFor arguments: Arguments) {
    for operand in arguments.shape.operands {
      guard let subject = operand.subject, let name = arguments.operands(operand.name).first else {
        continue
      }
      self.init(
        "there is no \(subject.noun) `\(name)` that you may see", help: subject.help,
        status: .refused)
      return
    }
    return nil
  }
}
