internal import HTTPServer
internal import Policies
internal import Workflow

/// The rules' outcomes on the version in force: an officer's checklist.
struct CaseChecklist {
  let file: CaseFile

  /// Those that bind.
  private var refusals: [OutcomeView] {
    file.desk.outcomes.filter { $0.kind == "refuse" && $0.severity != "shadow" }
  }

  /// What stands against an approval: refusals, and what it is not known whether it is to be set.
  private func standing(_ isOf: (OutcomeView) -> Bool = { _ in true }) -> [OutcomeView] {
    file.desk.outcomes.filter { outcome in
      outcome.severity != "shadow" && isOf(outcome)
        && (outcome.kind == "refuse"
          ? !CaseChecklist.isClear(outcome) : CaseChecklist.isUnknown(outcome))
    }
  }

  private static func isUnknown(_ outcome: OutcomeView) -> Bool {
    ["undetermined", "conflict"].contains(outcome.result)
  }

  private static func isClear(_ outcome: OutcomeView) -> Bool {
    ["met", "waived", "excepted", "does_not_apply"].contains(outcome.result)
  }

  /// What stands open, for the overview.
  var open: HTML {
    let language = file.language
    let rows = standing()
    let content: HTML =
      refusals.isEmpty
      ? "<p>\(DeskWording.notRun, language)</p>"
      : rows.isEmpty
        ? "<p>\(DeskWording.allClear, language)</p>" : "\(rows.map { row($0).html(language) })"
    let link = DeskWording.wholeChecklist.filled(with: "\(refusals.count)")
    return """
      <section><h2>\(DeskWording.openRules, language)</h2>
      \(content)
      <p><a href="\(file.address(.checklist))">\(link, language)</a></p></section>
      """
  }

  /// What stands open for one desk, before it recommends.
  func open(of remit: String) -> HTML {
    let lead = file.desk.lead
    let rows = standing { $0.remit == remit || remit == lead && $0.remit == "joint" }
    guard !rows.isEmpty else { return "<p>\(DeskWording.allClear, file.language)</p>" }
    return "\(rows.map { row($0).html(file.language) })"
  }

  /// All of it, the reader's own desks first.
  var whole: HTML {
    let language = file.language
    guard !file.desk.outcomes.isEmpty else {
      return "<h2>\(DeskWording.checklist, language)</h2><p>\(DeskWording.notRun, language)</p>"
    }
    let own = Set(file.visit.person.remits)
    let remits = Set(refusals.map(\.remit)).sorted {
      (own.contains($0) ? 0 : 1, $0) < (own.contains($1) ? 0 : 1, $1)
    }
    let stage = file.desk.stage.map {
      DeskWording.stage.filled(with: DeskWording.named(DeskWording.stages, $0).text(in: language))
    }
    return """
      <h2>\(DeskWording.checklist, language)</h2>
      \(stage.map { "<p class=\"faint\">\($0, language)</p>" as HTML })
      \(remits.map(group))
      \(shadows)
      \(attached)
      """
  }

  private func group(_ remit: String) -> HTML {
    let language = file.language
    let all = refusals.filter { $0.remit == remit }
    let name = RemitWording.all[remit]?.short
    let title = name.map {
      Phrase("Rules of the \($0.english)", "\($0.chinese)的規則")
    }
    let open = all.filter { !CaseChecklist.isClear($0) }
    let clear = all.filter(CaseChecklist.isClear)
    let folded: HTML =
      clear.isEmpty
      ? ""
      : """
      <details\(attribute: "open", if: open.isEmpty)><summary>\(DeskWording.metRules, language) \
      (\(clear.count))</summary>\(clear.map { row($0).html(language) })</details>
      """
    return """
      <section><h2>\(title ?? DeskWording.joint, language)</h2>
      \(open.map { row($0).html(language) })\(folded)</section>
      """
  }

  /// Refusals that bind nobody: for the record, beside what stands open.
  private var shadows: HTML {
    let language = file.language
    let all = file.desk.outcomes.filter { $0.kind == "refuse" && $0.severity == "shadow" }
    guard !all.isEmpty, let title = PolicyWording.severities["shadow"] else { return "" }
    return """
      <section><h2>\(DeskWording.shadows, language)</h2><p class="faint">\(title, language)</p>
      \(all.map { row($0).html(language) })</section>
      """
  }

  /// The ways to the rules' own words, for rows that do not carry them.
  private func inOwnWords(_ outcomes: [OutcomeView]) -> HTML {
    let policies = Set(outcomes.compactMap { file.rules.policies.rule($0.rule)?.policy }).sorted()
    let links = policies.map { "<a href=\"/policies/\($0)\">\($0)</a>" as HTML }
    return """
      <p class="faint">\(OutcomeWording.asWritten, file.language) \(links.joined(separator: ", "))</p>
      """
  }

  /// Conditions, documents, flags and signatures that the rules attach.
  private var attached: HTML {
    let language = file.language
    let kinds = ["route", "lead", "condition", "document", "flag", "approve", "ask", "suspend"]
    let lists = kinds.map { kind -> HTML in
      let those = file.desk.outcomes.filter {
        $0.kind == kind && ($0.result == "applies" || CaseChecklist.isUnknown($0))
      }
      guard !those.isEmpty else { return "" }
      let items = those.map { outcome -> HTML in
        """
        <li><span class="rule-name">\(outcome.rule)</span> \
        \(DeskWording.text(outcome.sentenceEn, outcome.sentenceZh), language) \
        <span class="faint">\(cites(outcome).html(language))</span>\
        \(unknown(outcome))\(condition(outcome, words: named(outcome)))</li>
        """
      }
      return """
        <h3>\(DeskWording.named(DeskWording.kinds, kind), language)</h3><ul>\(items)</ul>
        """
    }
    return """
      <section><h2>\(DeskWording.attached, language)</h2>
      \(lists)\(inOwnWords(file.desk.outcomes))</section>
      """
  }

  /// Papers that the rules ask for and nobody handed in, for who decides whether a file is complete.
  var outstanding: HTML {
    let wanted = file.desk.outcomes.filter {
      $0.kind == "document" && $0.result == "applies" && isThere($0) == false
    }
    guard !wanted.isEmpty else { return "" }
    let items = wanted.map { outcome -> HTML in
      """
      <li><span class="rule-name">\(outcome.rule)</span> \
      \(DeskWording.text(outcome.sentenceEn, outcome.sentenceZh), file.language)</li>
      """
    }
    return """
      <section><h2>\(DeskWording.outstanding, file.language)</h2><ul>\(items)</ul></section>
      """
  }

  /// Whether a paper that is asked for was handed in; nil for what asks for none.
  private func isThere(_ outcome: OutcomeView) -> Bool? {
    outcome.document.map { kind in file.view.documents.contains { $0.kind == kind } }
  }

  /// That it is not known whether a rule applies, what is missing for it, and the way to ask.
  private func unknown(_ outcome: OutcomeView) -> HTML {
    guard CaseChecklist.isUnknown(outcome) else { return "" }
    let missing = outcome.missing.map { "\(file.label($0), file.language)" as HTML }
    return """
      <p>\(OutcomeRow.Sense.requirement.word(of: CaseChecklist.mark(outcome)), file.language)\
      \(missing.isEmpty ? "" : ": \(missing.joined(separator: ", "))")</p>\(ask(outcome))
      """
  }

  /// Why a rule applies: its condition in words; the policy's own stand below the list.
  private func condition(_ outcome: OutcomeView, words: RuleWords?) -> HTML {
    guard let words, !words.text.isEmpty else { return "" }
    let said = Phrase(words.condition)
    return """
      <details><summary>\(DeskWording.because, file.language)</summary>\(said, file.language)</details>
      """
  }

  private func named(_ outcome: OutcomeView) -> RuleWords? { file.rules.words(outcome.rule) }

  private func row(_ outcome: OutcomeView) -> OutcomeRow {
    let words = named(outcome)
    let isClear = CaseChecklist.isClear(outcome)
    return OutcomeRow(
      identifier: outcome.rule, outcome: CaseChecklist.mark(outcome),
      sense: outcome.kind != "refuse"
        ? .requirement : outcome.severity == "shadow" ? .shadow : .refusal,
      aside: OutcomeWording.aside[outcome.result],
      sentence: DeskWording.text(outcome.sentenceEn, outcome.sentenceZh),
      source: .init(
        cites: cites(outcome, isBrief: isClear),
        adoption: outcome.adopted.map { OutcomeWording.adoption($0, now: file.context.now) },
        newerVersion: outcome.newerVersion.map { OutcomeWording.newerVersion.filled(with: $0) }),
      factsRead: (outcome.atoms ?? []).map { atom($0, in: words) },
      asWritten: isClear ? "" : words?.text ?? "",
      missing: outcome.missing.map(file.label),
      wouldClear: isClear ? [] : wouldClear(outcome),
      evidence: evidence(outcome), note: note(outcome), acts: ask(outcome))
  }

  /// The documents that stand beside the facts that the rule reads.
  private func evidence(_ outcome: OutcomeView) -> HTML? {
    let evidence = file.evidence
    let rows = file.rules.policies.attributesRead(byRule: outcome.rule).compactMap {
      name -> HTML? in
      let documents = evidence.documents(for: name)
      guard !documents.isEmpty else { return nil }
      let links = documents.map { evidence.list.link(to: $0) }
      return """
        <li>\(file.label(name), file.language): \(links.joined(separator: ", "))</li>
        """
    }
    guard !rows.isEmpty else { return nil }
    return """
      <p class="faint">\(DocumentWording.evidence, file.language)</p>\
      <ul class="plain-list">\(rows)</ul>
      """
  }

  private static func mark(_ outcome: OutcomeView) -> OutcomeRow.Outcome {
    switch outcome.result {
    case "not_met": .notMet
    case "undetermined": .unknown
    case "conflict": .conflict
    default: .met
    }
  }

  /// What the rule rests on; as it was filed where the set no longer has it.
  private func cites(_ outcome: OutcomeView, isBrief: Bool = false) -> [Cite] {
    file.rules.cites(outcome.rule, isBrief: isBrief)
      ?? outcome.citations?.map { Cite(title: .same($0.place), mark: $0.mark) }
      ?? [Cite(title: .same(outcome.source), mark: outcome.mark)]
  }

  /// The smallest changes that the decision found, and who may waive the rule.
  private func wouldClear(_ outcome: OutcomeView) -> [Phrase] {
    let remedies = outcome.wouldClear ?? []
    let offered = outcome.waiver.flatMap { rule in
      remedies.contains { $0.waivers.contains(rule) } ? nil : rule
    }
    let waiver = offered.map { rule -> Phrase in
      guard let title = file.rules.policies.rule(rule)?.texts else {
        return DeskWording.wouldApplyWaiver.filled(with: rule)
      }
      return Phrase(
        DeskWording.wouldApplyWaiver.filled(with: "\(rule): \(title.en)").english,
        DeskWording.wouldApplyWaiver.filled(with: "\(rule)：\(title.zh)").chinese)
    }
    return remedies.map { Phrase($0.en, $0.zh) } + [waiver].compactMap(\.self)
  }

  /// `control.kill_switch: true` in words.
  private func atom(_ text: String, in words: RuleWords?) -> OutcomeRow.Fact {
    let parts = text.split(separator: ":").map { String($0) }
    let value = (parts.last ?? "").filter { $0 != " " }
    let word =
      value == "true"
      ? DeskWording.holds : value == "false" ? DeskWording.holdsNot : DeskWording.unknown
    let name = parts.dropLast().joined(separator: ":")
    return OutcomeRow.Fact(
      label: words?.words(of: name).map(Phrase.init) ?? .same(name),
      value: "\(word, file.language)")
  }

  private func note(_ outcome: OutcomeView) -> HTML? {
    var notes: [Phrase] = []
    if outcome.overridden == "overridden" { notes.append(DeskWording.overridden) }
    if outcome.overridden == "waived" || outcome.result == "waived" {
      notes.append(DeskWording.waived)
    }
    if let relieved = outcome.relievedBy, !relieved.isEmpty {
      notes.append(DeskWording.relievedBy.filled(with: relieved.joined(separator: ", ")))
    }
    guard !notes.isEmpty else { return nil }
    return "\(notes.map { "<p>\($0, file.language)</p>" as HTML })"
  }

  /// The way to a question that names what is missing, for the officer whose review it is.
  private func ask(_ outcome: OutcomeView) -> HTML {
    let asking = ["request_information", "request_further_information"]
    let mine = file.desk.reviews.filter {
      $0.remit == outcome.remit || outcome.remit == "joint"
    }
    guard !outcome.missing.isEmpty,
      let (review, event) = mine.lazy.compactMap({ review in
        review.acts.first { asking.contains($0.event) && $0.lacking == nil }.map {
          (review, $0.event)
        }
      }).first
    else { return "" }
    let query = Parameters(
      [("subject", review.subject)] + outcome.missing.map { ("attributes", $0) })
    return """
      <p><a href="/applications/\(file.reference)/act/\(event)?\(query.encoded)">\
      \(DeskWording.askForThis, file.language)</a></p>
      """
  }
}
