internal import Workflow

/// The swimlane: each required desk with how far it is; the own authority's reviews in full.
struct CaseReviews {
  let file: CaseFile

  /// The steps of a review that the reader may see, and where each state stands among them.
  private static let ownSteps = [
    "invited", "assigned", "in_progress", "recommended", "countersigned",
  ]
  private static let deskSteps = ["not_begun", "reading", "done"]

  var html: HTML {
    let language = file.language
    return """
      <section><h2>\(DeskWording.reviews, language)</h2>
      <p class="faint">\(DeskWording.reviewsNote, language)</p>
      \(table.html(language))</section>
      """
  }

  private var table: DataTable {
    DataTable(
      caption: DeskWording.reviews,
      columns: [
        .init(heading: DeskWording.desk), .init(heading: DeskWording.progress),
        .init(heading: DeskWording.recommendation), .init(heading: DeskWording.officer),
        .init(heading: DeskWording.due),
      ], rows: file.view.desks.map(row))
  }

  private func row(_ desk: DeskProgress) -> DataTable.Row {
    let language = file.language
    let review = file.desk.reviews.first { $0.remit == desk.remit }
    let mark = RemitMark(remit: desk.remit).html(language)
    guard let review else {
      let state = DeskWording.deskStates[desk.progress] ?? .init("", "", .over)
      return DataTable.Row(cells: [
        mark, lane(CaseReviews.deskSteps, at: desk.progress, StateTag(state).html(language)),
        "<span class=\"faint\">–</span>", "<span class=\"faint\">–</span>",
        Moment.due(desk.dueAt, file.context),
      ])
    }
    let state = review.state == "awaiting_information" ? "in_progress" : review.state
    return DataTable.Row(cells: [
      "\(mark)\(round(review))",
      lane(CaseReviews.ownSteps, at: state, StateTag("review", review.state).html(language)),
      recommendation(review),
      "\(DeskWording.text(review.assignee ?? "–", review.assigneeZh ?? ""), language)",
      Moment.due(review.dueAt, file.context),
    ])
  }

  private func round(_ review: ReviewView) -> HTML {
    guard review.round > 1 || review.purpose != "application" else { return "" }
    return """
      <br><span class="faint">\(DeskWording.round, file.language) \(review.round), \
      \(ActWording.named(review.purpose), file.language)</span>
      """
  }

  private func recommendation(_ review: ReviewView) -> HTML {
    guard let made = review.recommendation else { return "<span class=\"faint\">–</span>" }
    let language = file.language
    let phrase = DeskWording.named(DeskWording.recommendations, made)
    let signed =
      language == .english
      ? [review.recommender].compactMap { $0 } + review.countersigners
      : [review.recommenderZh].compactMap { $0 } + review.countersignersZh
    let names: HTML =
      signed.isEmpty
      ? ""
      : "<br><span class=\"faint\">\(signed.joined(separator: language == .english ? ", " : "、"))</span>"
    let reasons = review.reasons.map {
      "<details><summary>\(ActWording.reasons, language)</summary><p>\($0)</p></details>" as HTML
    }
    let carried: HTML =
      review.isCarried
      ? "<br><a href=\"/applications/\(file.reference)/versions\">\(DeskWording.carried, language)</a>"
      : ""
    return "<b>\(phrase, language)</b>\(names)\(carried)\(reasons)"
  }

  /// Steps as dots; the word beside them says the same.
  private func lane(_ steps: [String], at state: String, _ word: HTML) -> HTML {
    let reached = steps.firstIndex(of: state == "waiting_for_firm" ? "reading" : state) ?? 0
    let isDone = reached == steps.count - 1
    let dots = steps.indices.map { index -> HTML in
      let kind = isDone || index < reached ? "passed" : index == reached ? "here" : "ahead"
      return "<span class=\"\(kind)\"><span class=\"shape\"></span></span>"
    }
    return "<span class=\"lane\" aria-hidden=\"true\">\(dots)</span>\(word)"
  }
}
