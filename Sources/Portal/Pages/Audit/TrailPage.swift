internal import Foundation
internal import HTTPServer
internal import Workflow

/// The trail, newest first, with filters that live in the address.
enum TrailPage {
  /// Entries on one page: a screenful to scroll, and far below 60 kB.
  private static let length = 50

  /// The filters: name in the query, and what it is called.
  static let filters: [(name: String, label: Phrase)] = [
    ("application", Phrase("Case", "個案")), ("subject", Phrase("Subject", "對象")),
    ("type", Phrase("Event", "事件")), ("actor", Phrase("Account", "帳戶")),
    ("remit", Phrase("Desk", "機構")), ("since", Phrase("From day", "由（日期）")),
    ("until", Phrase("To day", "至（日期）")),
  ]

  static func show(_ visit: Visit) async throws -> Response {
    let query = visit.request.query
    let filter = TrailFilter(query)
    let entries = try await visit.sandbox.latestTrail(
      filter, before: query["before"].flatMap { Int($0) }, limit: length, as: visit.caller)
    visit.showing.note("trail", of: filter.application.map { [$0] } ?? [])
    let language = visit.language
    let next =
      entries.count == length
      ? entries.last.map { "/audit?\(query.setting("before", to: "\($0.leafIndex)").encoded)" }
      : nil
    let list: HTML =
      entries.isEmpty
      ? EmptyState(what: AuditWording.empty, how: AuditWording.emptyHow).html(language)
      : table(entries, visit).html(language)
    return visit.answer(
      Page(
        title: AuditWording.title, width: .working,
        body: """
          \(form(visit))
          \(list)
          \(Pagination(previous: nil, next: next).html(language))
          """))
  }

  private static func form(_ visit: Visit) -> HTML {
    let language = visit.language
    let query = visit.request.query
    let inputs = filters.map { filter -> HTML in
      """
      <div><label for="filter-\(filter.name)">\(filter.label, language)</label>\
      <input id="filter-\(filter.name)" name="\(filter.name)" value="\(query[filter.name] ?? "")">\
      </div>
      """
    }
    let kept = query.setting("before", to: nil).encoded
    return """
      <form class="filter" method="get" action="/audit">\(inputs)
      <div class="row"><button>\(AuditWording.filter, language)</button>
      <a href="/audit">\(AuditWording.clear, language)</a>
      <a href="/audit/export\(kept.isEmpty ? "" : "?" + kept)">\(AuditWording.export, language)</a>
      </div></form>
      """
  }

  private static func table(_ entries: [TrailEntry], _ visit: Visit) -> DataTable {
    let language = visit.language
    return DataTable(
      caption: AuditWording.title,
      columns: [
        .init(heading: AuditWording.leaf, isNumeric: true), .init(heading: AuditWording.when),
        .init(heading: AuditWording.event), .init(heading: AuditWording.subject),
        .init(heading: AuditWording.who),
      ],
      rows: entries.map { entry in
        let machine = entry.type.split(separator: ".").dropFirst(2).first.map { String($0) } ?? ""
        let words = EventWording.words(machine, entry.event)
        let name = entry.nameEn.map { DeskWording.text($0, entry.nameZh ?? "") }
        return DataTable.Row(
          path: "/audit/entries/\(entry.leafIndex)",
          cells: [
            "\(Quantity.grouped(entry.leafIndex))",
            Moment.html(entry.at, now: visit.context.now, language),
            "\(words.done, language)<br><code class=\"faint\">\(machine).\(entry.event)</code>",
            "<code>\(entry.subject)</code><br><span class=\"faint\">\(entry.sequence)</span>",
            "\(name ?? AuditWording.engine, language)",
          ])
      })
  }
}

extension TrailFilter {
  /// The filter of a query; what is empty or no day does not restrict.
  init(_ query: Parameters) {
    self.init()
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
    application = text("application")
    subject = text("subject")
    type = text("type")
    actor = text("actor")
    remit = text("remit")
    since = Stamp.day(text("since"))
    // The day named is wholly in it.
    until = Stamp.day(text("until"))?.addingTimeInterval(86_400)
  }
}

/// What the auditors' pages say.
enum AuditWording {
  static let title = Phrase("Audit trail", "審計追蹤")
  static let entry = Phrase("Entry {}", "第 {} 項記錄")
  static let leaf = Phrase("Leaf", "序號")
  static let when = Phrase("When", "時間")
  static let event = Phrase("Event", "事件")
  static let subject = Phrase("Subject", "對象")
  static let who = Phrase("Who", "人員")
  static let engine = Phrase("the engine", "系統")
  static let filter = Phrase("Filter", "篩選")
  static let clear = Phrase("Clear", "清除")
  static let export = Phrase("Export what is filtered", "匯出篩選結果")
  static let empty = Phrase("No sealed entry matches.", "沒有相符的已封存記錄。")
  static let emptyHow = Phrase(
    "Entries appear here when they are sealed, within a second of what they record. An event is "
      + "written as application.submit, a day as 2026-11-21.",
    "記錄在事件發生後一秒內封存，並在此出現。事件寫法如 application.submit，日期如 2026-11-21。")
  static let bytes = Phrase("Canonical bytes", "規範位元組")
  static let said = Phrase("With what was said", "連同所述文字")
  static let saidHow = Phrase(
    "Free text is kept encrypted; the entry holds its commitment, which this text opens.",
    "文字以加密方式另行保存；記項只載其承諾值，現以原文顯示。")
  static let bytesHow = Phrase(
    "These bytes are what was hashed. The leaf hash is SHA-256 over a zero byte and these bytes.",
    "雜湊值按以下位元組計算；葉雜湊值為零位元組連同以下位元組的 SHA-256。")
  static let download = Phrase("Download the bytes", "下載位元組")
  static let proof = Phrase("Download the proof", "下載證明")
  static let exportTitle = Phrase("Export the trail", "匯出審計追蹤")
  static let exportAct = Phrase("Export", "匯出")
  static let exportHow = Phrase(
    "Your reason stands in the trail before the first entry is read.",
    "在讀取首項記錄前，你的理由會先載於審計追蹤。")
  static let format = Phrase("Format", "格式")
  static let formats = [
    Field.Choice(
      name: "jsonl", label: Phrase("JSONL with proofs", "JSONL 連證明"),
      hint: Phrase("The entries as they were hashed.", "記錄原有的位元組。")),
    Field.Choice(
      name: "csv", label: .same("CSV"), hint: Phrase("A table for people.", "供人閱讀的表格。")),
  ]
  static let ready = Phrase("The export is ready", "匯出完成")
  static let count = Phrase("{} entries", "{}項記錄")
  static let readyHow = Phrase(
    "Keep the files together: audit verify reads the export with its manifest. They are kept here "
      + "for one day.",
    "請把檔案一併保存：audit verify 須同時讀取匯出檔及其清單。檔案在此保留一日。")
  static let noLog = Phrase("No log is published here.", "此處沒有公開日誌。")
}
