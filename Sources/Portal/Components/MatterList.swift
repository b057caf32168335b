/// A list of what hangs under a case: each with its marks, its words, and what may be done with it.
struct MatterList {
  /// Something to do, and the page that does it.
  struct Link {
    let label: Phrase
    let path: String
  }

  struct Item {
    var remit: String?
    var state: StateWording.Words?
    /// What it is in a few words: its timing, its kind, its day.
    var remarks: [HTML] = []
    /// What somebody wrote; its lines are kept.
    var wording = ""
    /// Names with values below the words.
    var rows: [SummaryList.Row] = []
    /// More of it, below all that.
    var detail = HTML()
    var acts: [Link] = []
  }

  let title: Phrase
  /// Said where there is none.
  let empty: Phrase
  let items: [Item]
  /// What begins a new one.
  var beginnings: [Link] = []

  func html(_ language: Language) -> HTML {
    let list: HTML =
      items.isEmpty
      ? "<p>\(empty, language)</p>"
      : "<ul class=\"entries\">\(items.map { item($0, language) })</ul>"
    let begin = beginnings.map { link -> HTML in
      "<a class=\"button secondary\" href=\"\(link.path)\">\(link.label, language)</a>"
    }
    return """
      <section><h2>\(title, language)</h2>
      \(list)\(row(begin.joined(separator: " ")))</section>
      """
  }

  private func item(_ item: Item, _ language: Language) -> HTML {
    let marks =
      (item.remit.map { [RemitMark(remit: $0).html(language)] } ?? [])
      + (item.state.map { [StateTag($0).html(language)] } ?? []) + item.remarks
    let acts = item.acts.map { link -> HTML in
      "<a href=\"\(link.path)\">\(link.label, language)</a>"
    }
    let wording: HTML = item.wording.isEmpty ? "" : "<p class=\"typed\">\(item.wording)</p>"
    return """
      <li><p>\(marks.joined(separator: " · "))</p>
      \(wording)
      \(item.rows.isEmpty ? "" : SummaryList(rows: item.rows).html(language))
      \(item.detail)
      \(row(acts.joined(separator: " · ")))</li>
      """
  }

  private func row(_ links: HTML) -> HTML {
    links.isEmpty ? "" : "<p class=\"row\">\(links)</p>"
  }
}
