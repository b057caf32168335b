internal import HTTPServer
internal import Workflow

/// What is shown before a person has declared: the parties, and the declaration itself.
struct DeclarationPage {
  let closed: ClosedCase
  let visit: Visit

  static func response(_ closed: ClosedCase, _ visit: Visit) -> Response {
    DeclarationPage(closed: closed, visit: visit).response
  }

  private var response: Response {
    let isConflicted = closed.conflict == true
    let body: HTML
    if isConflicted {
      body = "\(parties)<p>\(DeskWording.conflicted, visit.language)</p>\(recusal)"
    } else if let compartment = closed.compartment,
      compartment.acts.contains(where: { $0.event == "conflict_declared" })
    {
      body = """
        <p>\(DeskWording.declareWhy, visit.language)</p>
        \(parties)
        \(form(compartment))
        """
    } else {
      body = "\(parties)<p>\(DeskWording.notYours, visit.language)</p>"
    }
    return visit.answer(
      Page(
        title: isConflicted ? DeskWording.declaredConflictTitle : DeskWording.declareTitle,
        steps: [Page.Step(path: "/inbox", label: DeskWording.inbox)],
        body: "<p><code>\(closed.reference)</code></p>\(body)"))
  }

  private var parties: HTML {
    let rows = closed.parties.map { party in
      SummaryList.Row(
        name: DeskWording.named(DeskWording.parts, party.part),
        value: "\(DeskWording.text(party.nameEn, party.nameZh), visit.language)")
    }
    return """
      <h2>\(DeskWording.parties, visit.language)</h2>
      \(SummaryList(rows: rows).html(visit.language))
      """
  }

  private func form(_ compartment: SubjectView) -> HTML {
    let fields = ActTable.questions("supervision", "conflict_declared").map {
      FieldView(field: $0.field([]), typed: Parameters()).html(visit.language)
    }
    let version = compartment.version.map { SentForm.hidden(version: $0) }
    return FormView(
      action: CaseFile.act(
        "conflict_declared", on: compartment.subject, of: closed.reference),
      button: Phrase("Declare", "作出申報"), content: "\(version)\(fields)"
    ).html(visit.context)
  }

  /// Who holds a review and has a conflict can still hand it back.
  private var recusal: HTML {
    let links = closed.reviews.map { review -> HTML in
      """
      <p><a class="button" \
      href="\(CaseFile.act("recuse", on: review.subject, of: closed.reference))">\
      \(EventWording.words("review", "recuse").act, visit.language)</a></p>
      """
    }
    return "\(links)"
  }
}
