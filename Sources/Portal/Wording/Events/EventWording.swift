/// The acts of every table: what their button says, and what the timeline says of them afterwards.
enum EventWording {
  /// How an act is shown.
  struct Words: Sendable {
    /// On a button.
    let act: Phrase
    /// After the actor's name: `Chan Tai Man` + `submitted the application`.
    let done: Phrase

    init(_ act: String, _ actChinese: String, _ done: String, _ doneChinese: String) {
      self.act = Phrase(act, actChinese)
      self.done = Phrase(done, doneChinese)
    }
  }

  /// By table, then by event, as lifecycle tables name them.
  static let all: [String: [String: Words]] = [
    "application": application.merging(standing) { own, _ in own }, "review": review,
    "variation": variation, "proposal": proposal,
    "relief": relief, "condition": condition, "cohort": cohort, "licence": licence, "job": job,
    "node": node, "calendar": calendar,
    "artefact": artefact, "incident": incident, "problem_statement": problemStatement,
    "practice_note": practiceNote,
  ]
}
