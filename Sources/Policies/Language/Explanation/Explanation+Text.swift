extension Explanation {
  /// The explanation as a person reads it on a terminal.
  public var text: String {
    var lines = [decision.text(isExplained: true)]
    if !definitions.isEmpty {
      lines.append("where")
      for definition in definitions {
        lines.append("  \(definition.name): \(Self.shown(definition.value))")
        lines += definition.atoms.map { "      \(Self.padded($0.value))  \($0.text)" }
      }
      lines.append("")
    }
    for clearance in clearances where !clearance.remedies.isEmpty {
      lines.append("would clear \(clearance.rule)")
      lines += clearance.remedies.flatMap(Self.lines)
      lines.append("")
    }
    let stuck = clearances.filter(\.remedies.isEmpty).map(\.rule)
    if !stuck.isEmpty {
      lines += ["nothing found that would clear " + stuck.joined(separator: ", "), ""]
    }
    return lines.joined(separator: "\n") + Self.text(questions)
  }

  /// The next questions as a person reads them, each with its reason.
  static func text(_ questions: [Question], atMost count: Int = .max) -> String {
    guard !questions.isEmpty else { return "no missing fact can change an outcome\n" }
    var lines = ["to be asked next"]
    for question in questions.prefix(count) {
      lines.append("  \(question.fact) (stated by \(question.author.rawValue))")
      if let texts = question.texts { lines.append("      \(texts.en) / \(texts.zh)") }
      lines.append("      \(question.reason.en)")
    }
    if questions.count > count { lines.append("  and \(questions.count - count) more") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ remedy: Remedy) -> [String] {
    var lines = ["  " + remedy.sentence]
    for change in remedy.changes {
      guard let to = change.to else { continue }
      let from = change.from.map { $0.text() } ?? "not stated"
      lines.append("      \(change.fact): \(from) -> \(to.text()), by \(change.author.rawValue)")
    }
    if !remedy.raises.isEmpty {
      lines.append("      but then refused by " + remedy.raises.joined(separator: ", "))
    }
    return lines
  }

  private static func shown(_ value: Bool?) -> String {
    value.map { $0 ? "yes" : "no" } ?? "unknown"
  }

  private static func padded(_ value: Bool?) -> String {
    let word = shown(value)
    return word + String(repeating: " ", count: 7 - word.count)
  }
}
