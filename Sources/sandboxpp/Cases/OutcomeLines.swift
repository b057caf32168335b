import Workflow

/// What the rules said of a case, as a person reads it on a terminal.
struct OutcomeLines {
  private let view: DeskView

  init(_ view: DeskView) { self.view = view }

  /// Refusals that bind, those that bind nobody, and what the rules attach; each source with its mark.
  var all: [String] {
    let refusals = view.outcomes.filter { $0.kind == "refuse" }
    let shadows = refusals.filter { $0.severity == "shadow" }
    let standing = view.outcomes.filter {
      ["applies", "undetermined", "conflict"].contains($0.result)
    }
    let conditions = standing.filter { $0.kind == "condition" }
    // Lengths of time are explained by `clock explain`, amounts where they are granted.
    let attached = standing.filter {
      !["refuse", "condition", "clock", "quota"].contains($0.kind)
    }
    return refusals.filter { $0.severity != "shadow" }.flatMap { refusal($0, "Refuses if:") }
      + conditions.flatMap { refusal($0, "Condition:") }
      + titled("shadows, which bind nobody", shadows.flatMap { refusal($0, "Would refuse if:") })
      + titled("attached by the rules", attached.flatMap(attachment))
  }

  private func titled(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines
  }

  /// "Met" beside what is refused would read as its opposite.
  private static let words = [
    "met": "not the case", "not_met": "the case", "undetermined": "unknown",
    "does_not_apply": "does not apply",
  ]

  private func refusal(_ outcome: OutcomeView, _ leadIn: String) -> [String] {
    let missing =
      outcome.missing.isEmpty ? "" : " missing \(outcome.missing.joined(separator: ", "))"
    let word = OutcomeLines.words[outcome.result] ?? outcome.result
    let isClear = !["not_met", "undetermined", "conflict"].contains(outcome.result)
    let remedies = isClear ? [] : outcome.wouldClear ?? []
    return ["  \(outcome.rule) \(word)\(missing)  \(leadIn) \(outcome.sentenceEn)"]
      + grounds(outcome) + remedies.map { "      would clear it: \($0.en)" }
  }

  private func attachment(_ outcome: OutcomeView) -> [String] {
    let word =
      outcome.result == "applies" ? "" : " \(OutcomeLines.words[outcome.result] ?? "conflict")"
    return ["  \(outcome.rule) \(outcome.kind)\(word)  \(outcome.sentenceEn)"] + grounds(outcome)
  }

  private func grounds(_ outcome: OutcomeView) -> [String] {
    let cited =
      outcome.citations?.map { "      \($0.place) [\($0.mark)]" }
      ?? ["      \(outcome.source) [\(outcome.mark)]"]
    guard let adopted = outcome.adopted?.split(separator: " "), adopted.count == 2 else {
      return cited
    }
    // Days are written so that their order is that of the calendar.
    let tense = (view.asOf ?? "") < adopted[1] ? "will be adopted" : "adopted"
    return cited + ["      \(tense) by \(adopted[0]) on \(adopted[1])"]
  }
}
