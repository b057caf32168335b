internal import HTTPServer
internal import Policies
internal import Workflow

/// One case as a regulator or an auditor has it before them.
struct CaseFile: Sendable {
  /// The parts of a case, each at an address of its own.
  enum Section: String, Sendable, CaseIterable {
    case overview = ""
    case checklist, facts, conditions, documents, trial, notes, trail

    var label: Phrase {
      switch self {
      case .overview: DeskWording.overview
      case .checklist: DeskWording.checklist
      case .facts: DeskWording.facts
      case .conditions: MatterWording.section
      case .documents: DeskWording.documents
      case .trial: DeskWording.trial
      case .notes: MatterWording.notes
      case .trail: DeskWording.trail
      }
    }

    /// What the entry of a view names.
    var name: String { self == .overview ? "case" : rawValue }
  }

  let view: CaseView
  let desk: DeskView
  /// The rules that judged the case last, as a person reads them.
  let rules: RuleReading
  let visit: Visit

  /// The vocabulary that the case is judged in.
  var vocabulary: Vocabulary? { rules.policies.vocabulary(.application) }

  var reference: String { view.head.reference }
  var language: Language { visit.language }
  var context: PageContext { visit.context }

  var title: Phrase { DeskWording.text(view.head.titleEn, view.head.titleZh) }

  /// What an attribute is called; its name where the vocabulary has none.
  func label(_ attribute: String) -> Phrase { rules.label(attribute) }

  /// What a paper is called.
  func paper(_ name: String) -> Phrase {
    FirmActWording.paper(name, of: vocabulary?.papers ?? [])
  }

  /// The documents beside the facts for which they are evidence.
  var evidence: FactEvidence {
    FactEvidence(
      list: DocumentList(
        reference: reference, documents: view.documents, context: context, vocabulary: vocabulary,
        paper: paper))
  }

  func address(_ section: Section) -> String {
    section == .overview
      ? "/applications/\(reference)" : "/applications/\(reference)/\(section.rawValue)"
  }

  /// Below which the case's entries stand.
  var entriesPath: String { "/applications/\(reference)/entries" }

  /// What hangs under the case, with the desks' acts on it.
  var matters: CaseMatters {
    CaseMatters(
      view: view, context: context,
      page: { [reference] event, subject in
        CaseFile.act(event, on: subject, of: reference)
      }, coming: desk.coming, vocabulary: vocabulary, paper: paper)
  }

  /// Where the page of an act on a subject is.
  func act(_ event: String, on subject: String, _ more: (String, String)...) -> String {
    CaseFile.act(event, on: subject, of: reference, more)
  }

  static func act(
    _ event: String, on subject: String, of reference: String, _ more: [(String, String)] = []
  ) -> String {
    let query = Parameters([("subject", subject)] + more)
    return "/applications/\(reference)/act/\(event)?\(query.encoded)"
  }
}

extension CaseFile {
  /// What stands before a case is opened.
  enum Opening: Sendable {
    /// The case.
    case open(CaseFile)
    /// Only the parties: the person has not declared, or has declared a conflict.
    case partiesOnly(ClosedCase)
  }

  /// Reads a case and notes that it is looked at, which is recorded before anything of it is shown.
  ///
  /// `name` is the view as its entry names it; nil where an act is sent, which is an entry itself.
  static func open(
    _ reference: String, _ visit: Visit, viewing name: String?
  ) async throws(Refusal) -> Opening {
    let opening = try await read(reference, visit)
    if let name {
      var isOpen = false
      if case .open = opening { isOpen = true }
      visit.showing.note(isOpen ? name : "parties", of: [reference])
    }
    return opening
  }

  private static func read(_ reference: String, _ visit: Visit) async throws(Refusal) -> Opening {
    if visit.caller.audience != .auditor {
      let closed = try await visit.sandbox.closedCase(reference, as: visit.caller)
      if closed.conflict != false { return .partiesOnly(closed) }
    }
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    let desk = try await visit.sandbox.desk(reference, as: visit.caller)
    let (policies, day) = try await visit.sandbox.policies(
      judging: desk, of: reference, as: visit.caller)
    return .open(
      CaseFile(
        view: view, desk: desk, rules: RuleReading(policies: policies, day: day), visit: visit))
  }
}
