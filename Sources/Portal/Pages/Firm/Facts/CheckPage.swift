internal import HTTPServer
internal import Policies
internal import Workflow

/// What the rules at submission say of a draft, the consents, the answers, and the way to submit.
struct CheckPage {
  private let visit: Visit
  private let view: CaseView
  private let vocabulary: Vocabulary
  private let facts: Facts
  /// Nil where the draft cannot be read.
  private let decision: Decision?
  /// What would clear what stands in the way, by rule.
  private let remedies: [String: [Remedy]]
  /// The rules that decided.
  private let rules: RuleReading?
  private let refusal: Refusal?

  private var language: Language { visit.language }
  private var path: String { FirmCasePage.path(view) }
  private var sections: [FactsForm.Section] { FactsForm.sections(vocabulary) }

  static func response(_ visit: Visit, _ reference: String) async throws -> Response {
    let page = try await CheckPage(visit, reference)
    return visit.answer(
      Page(
        title: FactsWording.check,
        steps: [FirmWording.listStep, FirmCasePage.step(page.view)],
        notice: page.refusal.map {
          Notice(
            kind: .attention, title: FactsWording.cannotRead, detail: RefusalWording.phrase($0))
        } ?? DoneNotice.of(visit.context), body: page.body))
  }

  private init(_ visit: Visit, _ reference: String) async throws(Refusal) {
    self.visit = visit
    view = try await visit.sandbox.application(reference, as: visit.caller)
    vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
    let draft = try await visit.sandbox.draft(reference, as: visit.caller)
    facts = Facts.read(json: draft.facts, vocabulary).facts
    var found: (decision: Decision, clearances: [Clearance], policies: PolicySet)?
    var against: Refusal?
    do throws(Refusal) {
      found = try await visit.sandbox.previewDraft(reference, as: visit.caller)
    } catch {
      guard error.isAboutTheAct else { throw error }
      against = error
    }
    decision = found?.decision
    remedies = Dictionary(
      (found?.clearances ?? []).map { ($0.rule, $0.remedies) }, uniquingKeysWith: { $1 })
    rules = found.map { RuleReading(policies: $0.policies, day: $0.decision.asOf) }
    refusal = against
  }

  private var body: HTML {
    """
    \(decision.map(judged))
    \(consents)
    \(answers)
    \(submit)
    """
  }

  private func section(_ title: Phrase, _ content: HTML) -> HTML {
    "<section><h2>\(title, language)</h2>\(content)</section>"
  }

  // MARK: Rules

  private func judged(_ decision: Decision) -> HTML {
    let binding = decision.rules.filter { $0.kind == .refuse && !$0.isShadow }
    let notMet = binding.filter { $0.outcome == .notMet || $0.outcome == .conflict }
    let open = binding.filter { $0.outcome == .undetermined }
    let met = binding.filter { $0.outcome == .met || $0.outcome == .waived }
    let clear: HTML =
      notMet.isEmpty && open.isEmpty
      ? Notice(title: FactsWording.nothingAgainst).html(language) : ""
    let metRows: HTML =
      met.isEmpty
      ? ""
      : """
      <details><summary>\(FactsWording.met, language) (\(met.count))</summary>\
      \(met.map(row))</details>
      """
    let rules: HTML = """
      \(clear)
      \(group(FactsWording.notMet, notMet))
      \(group(FactsWording.open, open))
      \(metRows)
      """
    return """
      \(section(FactsWording.theRules, rules))
      \(section(FactsWording.whoReviews, route(decision)))
      \(papers(decision))
      """
  }

  private func group(_ title: Phrase, _ rules: [RuleOutcome]) -> HTML {
    rules.isEmpty ? "" : "<h3>\(title, language) (\(rules.count))</h3>\(rules.map(row))"
  }

  private func row(_ rule: RuleOutcome) -> HTML {
    let clearing = rule.outcome == .notMet ? remedies[rule.id]?.prefix(CheckPage.shown) ?? [] : []
    return OutcomeRow(
      identifier: rule.id, outcome: CheckPage.outcome(rule.outcome), sense: .refusal,
      aside: rule.outcome == .waived ? OutcomeWording.aside["waived"] : nil,
      sentence: FactsForm.phrase(rule.texts), source: source(rule),
      wouldClear: clearing.compactMap { remedy in
        rules.map { Phrase($0.policies.words(of: remedy)) }
      },
      acts: "\(rule.missing.map(wayTo))"
    ).html(language)
  }

  private static func outcome(_ outcome: Outcome) -> OutcomeRow.Outcome {
    switch outcome {
    case .met, .waived: .met
    case .conflict: .conflict
    case .notMet: .notMet
    default: .unknown
    }
  }

  /// Ways to clear one rule that are shown, the smallest first.
  private static let shown = 3

  private func source(_ rule: RuleOutcome) -> OutcomeRow.Source {
    OutcomeRow.Source(
      cites: rule.citations.map { Cite($0) },
      adoption: rule.adoption.map {
        OutcomeWording.adoption(by: $0.by, on: $0.on.description, now: visit.context.now)
      },
      newerVersion: rule.newerVersion.map { OutcomeWording.newerVersion.filled(with: $0) })
  }

  /// The way to the question of a missing fact.
  private func wayTo(_ name: String) -> HTML {
    let base = String(name.prefix { $0 != "[" })
    guard let index = vocabulary.index(of: base) else {
      return "<p>\(label(of: name), language)</p>"
    }
    let attribute = vocabulary.attributes[index]
    let words = FactsWording.askedFor.filled(with: attribute.label.en)
    let chinese = FactsWording.askedFor.filled(with: attribute.label.zh).chinese
    guard FactsForm.isAsked(attribute), let section = attribute.section else {
      return "<p>\(Phrase(words.english, chinese), language)</p>"
    }
    let anchor = FactsForm.field(attribute)?.firstControl ?? ""
    return """
      <p><a href="\(path)/facts/\(section)#\(anchor)">\
      \(Phrase(words.english, chinese), language)</a></p>
      """
  }

  // MARK: Desks and documents

  private func route(_ decision: Decision) -> HTML {
    let route = decision.route
    guard !route.possible.isEmpty else { return "<p>\(FactsWording.nobodyYet, language)</p>" }
    let missing = route.missing.map { label(of: $0) }
    let perhaps = Phrase(
      FactsWording.perhaps.filled(with: missing.map(\.english).joined(separator: ", ")).english,
      FactsWording.perhaps.filled(with: missing.map(\.chinese).joined(separator: "、")).chinese)
    let items = route.possible.map { remit -> HTML in
      let leads: HTML = decision.lead == .remit(remit) ? " – \(FactsWording.leads, language)" : ""
      let open: HTML = route.certain.contains(remit) ? "" : " – \(perhaps, language)"
      return """
        <li>\(RemitMark(remit: remit).html(language))\(leads)\(open)\
        \(reasons(for: remit, decision))</li>
        """
    }
    return "<ul class=\"plain-list\">\(items)</ul>"
  }

  /// The rules that bring the case to a desk, in words.
  private func reasons(for remit: String, _ decision: Decision) -> HTML {
    let routing = decision.rules.filter {
      $0.kind == .route(remit: remit) && [.applies, .undetermined].contains($0.outcome)
    }
    let items = routing.compactMap { rule -> HTML? in
      guard let words = rules?.words(rule.id) else { return nil }
      return """
        <li><span class="rule-name">\(rule.id)</span> \(Phrase(words.condition), language) \
        <span class="faint">\(words.citations.map { Cite($0) }.html(language))</span></li>
        """
    }
    guard !items.isEmpty else { return "" }
    return "<details><summary>\(DeskWording.because, language)</summary><ul>\(items)</ul></details>"
  }

  private func label(of name: String) -> Phrase {
    rules?.label(name) ?? .same(name)
  }

  private func papers(_ decision: Decision) -> HTML {
    let wanted = decision.applying("document").compactMap { rule -> String? in
      if case .document(let paper) = rule.kind { paper } else { nil }
    }
    guard !wanted.isEmpty else { return "" }
    let items = Set(wanted).sorted().map { paper -> HTML in
      let named = vocabulary.papers.first { $0.name == paper }
      let isThere = view.documents.contains { $0.kind == paper }
      let state = isThere ? FactsWording.isThere : FactsWording.isMissing
      return """
        <li>\(named.map { FactsForm.phrase($0.label) } ?? .same(paper), language) – \
        \(state, language)</li>
        """
    }
    return section(
      FactsWording.papers,
      """
      <ul>\(items)</ul><p><a href="\(path)/acts/document_added">\
      \(FirmWording.addDocument, language)</a></p>
      """)
  }

  // MARK: Consents, answers, submission

  private var consents: HTML {
    let mayGive = view.acts.contains { $0.event == "consent_given" }
    let rows = FirmActWording.consents.map { consent -> SummaryList.Row in
      let isGiven = view.consents.contains(consent.kind)
      let state = isGiven ? FactsWording.given : FactsWording.notGiven
      let form: HTML =
        mayGive && !isGiven
        ? FormView(
          action: "\(path)/acts/consent_given", button: FactsWording.give,
          content: """
            \(SentForm.hidden(version: view.head.version))\
            <input type="hidden" name="kind" value="\(consent.kind)">
            """
        ).html(visit.context) : ""
      return SummaryList.Row(name: consent.label, value: "\(state, language)\(form)")
    }
    let remark: HTML = mayGive ? "" : "<p>\(FactsWording.consentsByApprover, language)</p>"
    return section(
      FactsWording.consents, "\(remark)\(SummaryList(rows: rows).html(language))")
  }

  private var answers: HTML {
    let parts = sections.map { part -> HTML in
      """
      <details><summary>\(part.label, language)</summary>\
      \(FactRows.html(part, facts, vocabulary, change: "\(path)/facts/\(part.name)", language))\
      </details>
      """
    }
    return section(FactsWording.answers, "\(parts)")
  }

  private var submit: HTML {
    let act = view.acts.first { $0.event == "submit" || $0.event == "amend" }
    guard let act, let words = EventWording.known("application", act.event) else {
      return ["draft", "returned", "in_review", "consolidation", "deferred"]
        .contains(view.head.state)
        ? section(
          FactsWording.submission, "<p>\(FactsWording.submitByApprover, language)</p>") : ""
    }
    if let lacking = act.lacking {
      return Notice(
        kind: .attention, title: RefusalWording.notYet, detail: RefusalWording.phrase(lacking)
      ).html(language)
    }
    let explanation = FirmActWording.explanations[act.event].map {
      "<p>\($0, language)</p>" as HTML
    }
    let form = FormView(
      action: "\(path)/acts/\(act.event)", button: words.act,
      content: SentForm.hidden(version: view.head.version))
    return section(words.act, "\(explanation)\(form.html(visit.context))")
  }
}
