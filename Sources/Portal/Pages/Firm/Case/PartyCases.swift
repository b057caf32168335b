internal import HTTPServer
internal import Workflow

/// The cases of others in which a firm takes part: no more of them than its part needs.
enum PartyCases {
  /// Nothing where there is none.
  static func table(_ items: [PartyItem], _ visit: Visit) -> HTML {
    guard !items.isEmpty else { return "" }
    let language = visit.language
    let table = DataTable(
      caption: FirmActWording.othersCases,
      columns: [
        .init(heading: FirmWording.application), .init(heading: FirmActWording.applicant),
        .init(heading: FirmActWording.part), .init(heading: Words.status),
        .init(heading: FirmWording.nextMove),
      ],
      rows: items.map { item in
        let title = FirmWording.title(item.titleEn, item.titleZh)
        return DataTable.Row(cells: [
          "\(title, language) <code class=\"reference\">\(item.reference)</code>",
          "\(FirmWording.title(item.firmEn, item.firmZh), language)",
          "\(part(item), language)", StateTag("application", item.state).html(language),
          act(item, language),
        ])
      })
    return
      "<section><h2>\(FirmActWording.othersCases, language)</h2>\(table.html(language))</section>"
  }

  /// One of them, by its reference.
  ///
  /// - Throws: `Problem` 404 where the firm takes no part.
  static func item(_ reference: String, _ visit: Visit) async throws -> PartyItem {
    let items = try await visit.sandbox.partySheet(as: visit.caller)
    guard let item = items.first(where: { $0.reference == reference }) else {
      throw Problem.nothingHere
    }
    return item
  }

  /// What an act's page says of the case.
  static func summary(_ item: PartyItem, _ language: Language) -> HTML {
    SummaryList(rows: [
      .init(
        name: FirmWording.application,
        value: "\(FirmWording.title(item.titleEn, item.titleZh), language) \(item.reference)"),
      .init(
        name: FirmActWording.applicant,
        value: "\(FirmWording.title(item.firmEn, item.firmZh), language)"),
      .init(name: FirmActWording.part, value: "\(part(item), language)"),
    ]).html(language)
  }

  private static func part(_ item: PartyItem) -> Phrase {
    FirmActWording.partiesParts.first { $0.part == item.part }?.label ?? .same(item.part)
  }

  private static func act(_ item: PartyItem, _ language: Language) -> HTML {
    let path = "/applications/\(item.reference)"
    if !item.joined {
      return "<a href=\"\(path)/acts/party_joined\">\(FirmActWording.join, language)</a>"
    }
    guard item.part == "assurance", item.state == "trial" else { return "–" }
    return "<a href=\"\(path)/jobs/new\">\(FirmWording.measure, language)</a>"
  }
}
