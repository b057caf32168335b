internal import HTTPServer
internal import Workflow

/// What is shown before a person has declared: the parties, and the declaration itself.
enum DeclarationPage {
  static func response(_ file: CaseFile) -> Response {
    let isConflicted = file.desk.declaredConflict == true
    let body: HTML
    if isConflicted {
      body = "\(parties(file))<p>\(DeskWording.conflicted, file.language)</p>\(recusal(file))"
    } else if let compartment = file.desk.compartment,
      compartment.acts.contains(where: { $0.event == "conflict_declared" })
    {
      body = """
        <p>\(DeskWording.declareWhy, file.language)</p>
        \(parties(file))
        \(form(file, compartment))
        """
    } else {
      body = "\(parties(file))<p>\(DeskWording.notYours, file.language)</p>"
    }
    return file.visit.answer(
      Page(
        title: isConflicted ? DeskWording.declaredConflictTitle : DeskWording.declareTitle,
        steps: [Page.Step(path: "/inbox", label: DeskWording.inbox)],
        body: "<p><code>\(file.reference)</code></p>\(body)"))
  }

  private static func parties(_ file: CaseFile) -> HTML {
    let language = file.language
    let head = file.view.head
    var rows = file.desk.parties.map { party in
      SummaryList.Row(
        name: DeskWording.named(DeskWording.parts, party.part),
        value: "\(DeskWording.text(party.nameEn, party.nameZh), language)")
    }
    if rows.isEmpty {
      rows = [
        SummaryList.Row(
          name: DeskWording.firm, value: "\(DeskWording.text(head.firmEn, head.firmZh), language)")
      ]
    }
    return """
      <h2>\(DeskWording.parties, language)</h2>
      \(SummaryList(rows: rows).html(language))
      """
  }

  private static func form(_ file: CaseFile, _ compartment: SubjectView) -> HTML {
    let fields = ActTable.questions("supervision", "conflict_declared").map {
      FieldView(field: $0.field([]), typed: Parameters()).html(file.language)
    }
    let version = compartment.version.map { SentForm.hidden(version: $0) }
    return FormView(
      action: file.act("conflict_declared", on: compartment.subject),
      button: Phrase("Declare", "作出申報"), content: "\(version)\(fields)"
    ).html(file.context)
  }

  /// Who holds a review and has a conflict can still hand it back.
  private static func recusal(_ file: CaseFile) -> HTML {
    let links = file.desk.reviews.flatMap { review in
      review.acts.filter { $0.event == "recuse" }.map { act -> HTML in
        """
        <p><a class="button" href="\(file.act(act.event, on: review.subject))">\
        \(EventWording.words("review", "recuse").act, file.language)</a></p>
        """
      }
    }
    return "\(links)"
  }
}
