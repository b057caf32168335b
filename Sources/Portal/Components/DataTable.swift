/// A table whose rows lead somewhere; on a narrow screen each row becomes a block.
struct DataTable {
  struct Column {
    let heading: Phrase
    /// Right-aligned, with digits of one width.
    var isNumeric = false
  }

  struct Row {
    /// Where the row leads; the link is the first cell's, and covers the row.
    var path: String?
    let cells: [HTML]
  }

  let caption: Phrase
  /// The caption is for those who cannot see what stands around the table.
  var showsCaption = false
  let columns: [Column]
  let rows: [Row]

  func html(_ language: Language) -> HTML {
    let headings = columns.map { column -> HTML in
      "<th scope=\"col\"\(numeric(column))>\(column.heading, language)</th>"
    }
    let body = rows.map { row in html(row, language) }
    return """
      <table class="data">
      <caption\(attribute: "class", showsCaption ? nil : "unseen")>\(caption, language)</caption>
      <thead><tr>\(headings)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>
      """
  }

  private func html(_ row: Row, _ language: Language) -> HTML {
    precondition(row.cells.count == columns.count, "a row has one cell for each column")
    var cells = HTML()
    for (index, (column, cell)) in zip(columns, row.cells).enumerated() {
      if index == 0 {
        let content = row.path.map { "<a href=\"\($0)\">\(cell)</a>" as HTML } ?? cell
        cells += "<th scope=\"row\"\(numeric(column))>\(content)</th>"
      } else {
        let heading = column.heading.text(in: language)
        cells += "<td data-heading=\"\(heading)\"\(numeric(column))><div>\(cell)</div></td>"
      }
    }
    return "<tr\(attribute: "class", row.path == nil ? nil : "leads")>\(cells)</tr>\n"
  }

  private func numeric(_ column: Column) -> HTML {
    "\(attribute: "class", column.isNumeric ? "number" : nil)"
  }
}

/// The way through a list that is longer than a page; keyset cursors, so there are no numbers.
struct Pagination {
  let previous: String?
  let next: String?

  func html(_ language: Language) -> HTML {
    guard previous != nil || next != nil else { return "" }
    let back = previous.map {
      "<a rel=\"prev\" href=\"\($0)\">\(Words.previous, language)</a>" as HTML
    }
    let forward = next.map { "<a rel=\"next\" href=\"\($0)\">\(Words.next, language)</a>" as HTML }
    return "<nav class=\"pages\" aria-label=\"\(Words.pages, language)\">\(back)\(forward)</nav>"
  }
}
