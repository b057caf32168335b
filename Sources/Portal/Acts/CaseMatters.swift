internal import HTTPServer
internal import Policies
internal import Workflow

/// What hangs under a case, table by table, with what its reader may do: firms and desks read the
/// same lists.
struct CaseMatters {
  let view: CaseView
  let context: PageContext
  /// The page of an act on a subject.
  let page: @Sendable (_ event: String, _ subject: String) -> String
  /// What the reader may begin, by table.
  var beginnings: [String: String] = [:]
  /// Conditions that an offer made now would carry, for who weighs it.
  var coming: [ComingCondition] = []
  /// In which facts are read; without it none are shown.
  var vocabulary: Vocabulary?
  /// What a paper is called.
  var paper: (String) -> Phrase = { .same($0) }

  private var language: Language { context.language }

  var conditions: HTML {
    MatterList(
      title: MatterWording.conditions, empty: MatterWording.noConditions,
      items: view.conditions.map(item)
        + coming.map { condition in
          MatterList.Item(
            remit: condition.remit,
            remarks: [
              "\(timing(condition.timing ?? "precedent"), language)",
              "\(MatterWording.coming, language)",
            ],
            wording: words(condition.wording, condition.wordingZh ?? ""))
        }
    ).html(language)
  }

  /// One condition with what was handed in for it, as its desk weighs it.
  func condition(_ subject: String) -> HTML {
    guard let condition = view.conditions.first(where: { $0.subject == subject }) else { return "" }
    var item = item(condition)
    item.acts = []
    return MatterList(
      title: MatterWording.condition, empty: MatterWording.noConditions, items: [item]
    )
    .html(language)
  }

  private func timing(_ name: String) -> Phrase { DeskWording.named(DeskWording.timings, name) }

  private func words(_ english: String, _ chinese: String) -> String {
    DeskWording.text(english, chinese).text(in: language)
  }

  private func item(_ condition: ConditionView) -> MatterList.Item {
    MatterList.Item(
      remit: condition.remit, state: StateWording.condition[condition.state],
      remarks: ["\(timing(condition.timing), language)"],
      wording: words(condition.wording, condition.wordingZh),
      rows: condition.evidence.current.map { document in
        SummaryList.Row(
          name: MatterWording.evidence,
          value: """
            \(papers.link(to: document)) · \(Moment.html(document.addedAt, context))\
            \(papers.predecessors(of: document))
            """)
      },
      acts: links(condition.acts, on: condition.subject))
  }

  var reliefs: HTML {
    list("relief", MatterWording.reliefs, MatterWording.noReliefs) { matter in
      var rows: [SummaryList.Row] = []
      if let limits = matter.limits {
        rows.append(.init(name: ActWording.limits, value: "\(limits)"))
      }
      if let day = matter.moment {
        rows.append(.init(name: ActWording.lastDay, value: Moment.day(day, language)))
      }
      return MatterList.Item(rows: rows)
    }
  }

  var variations: HTML {
    list("variation", MatterWording.variations, MatterWording.noVariations) { matter in
      let kind = DeskWording.named(MatterWording.variationKinds, matter.kind ?? "")
      let months = matter.months.map { MatterWording.months.filled(with: "\($0)") }
      return MatterList.Item(
        remarks: ["\(kind, language)"] + (months.map { ["\($0, language)"] } ?? []),
        detail: changes(matter))
    }
  }

  /// What the variation that is open would change, for who weighs it; nothing where none is.
  var openVariation: HTML {
    guard
      let matter = view.matters.first(where: {
        $0.machine == "variation" && $0.state == "requested"
      })
    else { return "" }
    let kind = DeskWording.named(MatterWording.variationKinds, matter.kind ?? "")
    return """
      <section><h2>\(MatterWording.openVariation, language)</h2>
      <p>\(kind, language)</p>\(changes(matter))</section>
      """
  }

  /// Fact by fact: shown while it is open, folded away once it is decided.
  private func changes(_ matter: MatterView) -> HTML {
    guard let vocabulary, let asked = matter.changes,
      let changes = VersionChanges(asked, vocabulary)
    else { return "" }
    let isOpen = matter.state == "requested"
    return """
      <details\(attribute: "open", if: isOpen)><summary>\(MatterWording.changes, language)</summary>\
      \(changes.html(language))</details>
      """
  }

  var incidents: HTML {
    list("incident", MatterWording.incidents, MatterWording.noIncidents) { matter in
      let severity = DeskWording.named(MatterWording.severities, matter.kind ?? "")
      return MatterList.Item(
        remarks: ["\(severity, language)", Moment.html(matter.moment, context)])
    }
  }

  var holds: HTML {
    MatterList(
      title: MatterWording.holds, empty: MatterWording.noHolds,
      items: view.holds.map { hold in
        let lift = view.acts.filter { $0.event == "lift_suspension" }
        return MatterList.Item(
          remit: hold.remit, remarks: [Moment.html(hold.setAt, context)],
          wording: DeskWording.text(hold.reason, hold.reasonZh).text(in: language),
          acts: links(lift, on: view.head.subject))
      }
    ).html(language)
  }

  var documents: HTML {
    MatterList(
      title: DeskWording.documents, empty: MatterWording.noDocuments,
      items: view.documents.current.map { document in
        MatterList.Item(
          remarks: papers.remarks(document), detail: papers.predecessors(of: document),
          acts: superseding(document))
      }, beginnings: beginning("document_added")
    ).html(language)
  }

  // MARK: Parts

  private var papers: DocumentList {
    DocumentList(
      reference: view.head.reference, documents: view.documents, context: context,
      vocabulary: vocabulary, paper: paper)
  }

  /// Whoever may add a document may put another in its place.
  private func superseding(_ document: DocumentView) -> [MatterList.Link] {
    guard beginnings["document_added"] != nil else { return [] }
    let query = Parameters([(FirmDocuments.documentField, document.id)])
    let address = page("document_superseded", view.head.subject)
    return [MatterList.Link(label: DocumentWording.supersede, path: "\(address)?\(query.encoded)")]
  }

  private func list(
    _ machine: String, _ title: Phrase, _ empty: Phrase,
    _ describe: (MatterView) -> MatterList.Item
  ) -> HTML {
    let items = view.matters.filter { $0.machine == machine }.map { matter in
      var item = describe(matter)
      item.remit = matter.remit
      item.state = StateWording.all[machine]?[matter.state]
      item.wording = matter.wording ?? ""
      item.acts = links(matter.acts, on: matter.subject)
      return item
    }
    return MatterList(
      title: title, empty: empty, items: items, beginnings: beginning(machine)
    ).html(language)
  }

  private func beginning(_ machine: String) -> [MatterList.Link] {
    guard let event = beginnings[machine] else { return [] }
    let isOfCase = machine == event
    return [
      MatterList.Link(
        label: EventWording.words(isOfCase ? "application" : machine, event).act,
        path: page(event, isOfCase ? view.head.subject : "\(machine)/new"))
    ]
  }

  private func links(_ acts: [PossibleAct], on subject: String) -> [MatterList.Link] {
    let machine = String(subject.prefix { $0 != "/" })
    return acts.filter { $0.lacking == nil }.map { act in
      let words = EventWording.words(machine, act.event)
      return MatterList.Link(
        label: act.way == "propose" ? ActWording.proposing(words).act : words.act,
        path: page(act.event, subject))
    }
  }
}
