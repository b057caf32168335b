internal import Foundation
internal import HTTPServer

/// The invented content of the living page.
enum ComponentSamples {
  static let way = Way(
    passed: [words("draft"), words("submitted")], here: words("in_review"),
    toCome: [words("consolidation"), words("offered"), words("onboarding"), words("trial")])

  static func summary(_ context: PageContext) -> HTML {
    let language = context.language
    let due = Moment.dayHTML(context.now.addingTimeInterval(6 * 86_400), now: context.now, language)
    let desk = RemitWording.all["SFC"]?.short.text(in: language) ?? ""
    let next = RoleWording.nextMove["desk"]?.filled(with: desk) ?? .same("")
    return """
      <div class="facts-top"><span><code>GS26-7KQ4M-P</code></span>
      \(StateTag("application", "in_review").html(language))
      <span>\(next, language)</span>
      <span>\(Phrase("Due ", "限期："), language)\(due)</span></div>
      """
  }

  static func outcomes(_ language: Language) -> HTML {
    let rows = [
      OutcomeRow(
        identifier: "R01", outcome: .met,
        sentence: Phrase(
          "The applicant holds an active licence.", "申請人持有有效牌照。"),
        source: .init(
          cites: [
            Cite(
              title: Phrase("Joint circular of 5 March 2026", "2026年3月5日聯合通函"),
              short: "JOINT-2026", attestation: .read)
          ]),
        factsRead: [
          .init(
            label: Phrase("Class", "類別"), value: "\(Phrase("Licensed bank", "持牌銀行"), language)"),
          .init(label: Phrase("Status", "狀況"), value: "\(Phrase("In force", "有效"), language)"),
        ]),
      OutcomeRow(
        identifier: "R07", outcome: .notMet,
        sentence: Phrase(
          "High-risk output is reviewed by a person before it reaches a client.",
          "高風險輸出內容在提供予客戶前經人手覆核。"),
        source: .init(
          cites: [
            Cite(
              title: Phrase("SFC circular 24EC55, paragraph 18(b)", "證監會通函 24EC55 第18(b)段"),
              short: "S-LM para 18(b)", attestation: .read)
          ]),
        wouldClear: [
          Phrase("Human review before output", "輸出前經人手覆核"),
          Phrase("Waiver R07a, by an approver of the SFC", "由證監會批核人給予豁免 R07a"),
        ],
        note: "\(Phrase("Sampled review only; discussed by telephone.", "只抽樣覆核；已致電討論。"), language)"),
      OutcomeRow(
        identifier: "R27", outcome: .unknown,
        sentence: Phrase(
          "Retail customers can opt out, or the reason why not is given.",
          "零售客戶可選擇不使用，否則須說明理由。"),
        source: .init(
          cites: [
            Cite(
              title: Phrase(
                "HKMA circular of 19 August 2024, paragraph 2(b)", "金管局2024年8月19日通函第2(b)段"),
              short: "H-GEN para 2(b)", attestation: .background)
          ],
          adoption: OutcomeWording.adopted.filled(with: "HKMA", "2026-03-05")),
        missing: [Phrase("Reason why there is no opt-out", "不設選擇退出的理由")],
        acts: """
          <p><a class="button secondary" href="/components">\
          \(Phrase("Ask the firm", "向公司查詢"), language)</a></p>
          """),
      OutcomeRow(
        identifier: "C-19", outcome: .conflict,
        sentence: Phrase("One rule excepts what another requires.", "一項規則豁免了另一項規則的要求。"),
        source: .init(
          cites: [
            Cite(
              title: Phrase("SFC circular 24EC55, paragraph 26(b)", "證監會通函 24EC55 第26(b)段"),
              short: "S-LM para 26(b)", attestation: .proposal)
          ])),
    ]
    return "<div>\(rows.map { $0.html(language) })</div>"
  }

  static func timeline(_ context: PageContext) -> Timeline {
    func entry(
      _ actor: Phrase, _ table: String, _ event: String, hoursAgo: Double, remit: String? = nil,
      proof: String? = "/components", detail: HTML? = nil
    ) -> Timeline.Entry {
      Timeline.Entry(
        actor: actor, done: EventWording.all[table]?[event]?.done ?? .same(""),
        moment: context.now.addingTimeInterval(-hoursAgo * 3_600), remit: remit, detail: detail,
        proof: proof)
    }
    return Timeline(entries: [
      entry(
        Phrase("Wong Ka Yan", "黃嘉欣"), "review", "request_information", hoursAgo: 0.3,
        remit: "SFC", proof: nil,
        detail: "\(Phrase("Reason why there is no opt-out", "不設選擇退出的理由"), context.language)"),
      entry(Phrase("Cheung Wai", "張偉"), "review", "begin", hoursAgo: 26, remit: "HKMA"),
      entry(
        RoleWording.all["system"] ?? .same(""), "review", "invite", hoursAgo: 130, remit: "IA"),
      entry(Phrase("Lee Mei", "李美"), "application", "submit", hoursAgo: 2_100),
    ])
  }

  static let panel = DecisionPanel(acts: [
    .init(words: act("review", "request_information"), path: "/components"),
    .init(words: act("review", "recommend"), path: "/components"),
    .init(words: act("review", "recuse"), path: "/components", isGrave: true),
    .init(
      words: act("review", "countersign"), path: "/components",
      reason: Phrase(
        "You made the recommendation; another person countersigns it.",
        "建議由你作出，須由另一人加簽。")),
  ])

  static func table(_ context: PageContext) -> HTML {
    let language = context.language
    func row(_ title: Phrase, _ state: String, _ remits: [String], _ days: Double, _ hours: Int)
      -> DataTable.Row
    {
      DataTable.Row(
        path: "/components",
        cells: [
          "\(title, language)", StateTag("application", state).html(language),
          "\(remits.map { RemitMark(remit: $0).html(language) + " " })",
          Moment.dayHTML(context.now.addingTimeInterval(days * 86_400), now: context.now, language),
          "\(Quantity.grouped(hours))",
        ])
    }
    let table = DataTable(
      caption: Phrase("Applications that wait for this desk", "等候本機構處理的申請"),
      columns: [
        .init(heading: Phrase("Application", "申請")), .init(heading: Words.status),
        .init(heading: Phrase("Desks", "審核機構")), .init(heading: Phrase("Due", "限期")),
        .init(heading: Phrase("GPU hours", "GPU 小時"), isNumeric: true),
      ],
      rows: [
        row(
          Phrase("Robo-adviser with sources", "附資料來源的自動投資顧問"), "in_review", ["SFC", "HKMA"], 6,
          1_200),
        row(Phrase("Claims triage assistant", "理賠分流助理"), "suspended", ["IA"], -2, 85_400),
        row(Phrase("Payment agent with a cap", "設上限的支付代理"), "offered", ["SVF", "HKMA"], 0.1, 640),
        row(Phrase("Scheme member helpdesk", "計劃成員查詢助理"), "closed", ["MPFA"], -90, 12),
      ])
    return "\(table.html(language))\(Pagination(previous: nil, next: "/components").html(language))"
  }

  static let tasks = TaskList(tasks: [
    .init(label: Phrase("Applicant", "申請人"), path: "/components", progress: .done),
    .init(label: Phrase("Model and data", "模型及數據"), path: "/components", progress: .begun),
    .init(label: Phrase("Trial plan", "測試計劃"), path: "/components", progress: .notBegun),
    .init(
      label: Phrase("Declaration", "聲明"), path: "/components",
      progress: .blocked(
        why: Phrase("The accountable executive signs last.", "由負責主管最後簽署。"))),
  ])

  static let facts = SummaryList(rows: [
    .init(
      name: Phrase("Legal name", "法定名稱"), value: "Example Bank (Hong Kong) Limited",
      change: "/components"),
    .init(
      name: Phrase("Payment cap", "支付上限"), value: "\(Quantity.dollars(cents: 500_000))",
      change: "/components"),
    .init(
      name: Phrase("Reason why there is no opt-out", "不設選擇退出的理由"), value: "", change: "/components"),
  ])

  static func states(_ language: Language) -> HTML {
    let lists = StateWording.all.sorted { $0.key < $1.key }.map { table, states -> HTML in
      let tags = states.sorted { $0.key < $1.key }.map { _, words -> HTML in
        "<li>\(StateTag(words).html(language))</li>"
      }
      return "<h3><code>\(table)</code></h3><ul class=\"tags\">\(tags)</ul>"
    }
    return "\(lists)"
  }

  static func remits(_ language: Language) -> HTML {
    let marks = RemitWording.all.keys.sorted().map { remit -> HTML in
      "<li>\(RemitMark(remit: remit).html(language))</li>"
    }
    return "<ul class=\"tags\">\(marks)</ul>"
  }

  static let notice = Notice(
    title: Phrase("The recommendation is countersigned.", "建議已加簽。"),
    detail: Phrase(
      "The firm is told nothing before the decision.", "在作出決定前，不會通知公司。"))

  static func notices(_ language: Language) -> HTML {
    let attention = Notice(
      kind: .attention, title: Phrase("The clock of this desk has stopped.", "本機構已暫停計時。"),
      detail: Phrase(
        "It runs again when the firm has answered, or after ten business days.",
        "待公司回覆後，或十個工作日後，恢復計時。"))
    let empty = EmptyState(
      what: Phrase("No application waits for you.", "沒有等候你處理的申請。"),
      how: Phrase(
        "An application comes here when your supervisor assigns it to you.",
        "督導人員指派申請給你後，會在此顯示。"),
      act: ("/components", Phrase("See the whole board", "查看總覽")))
    return "\(attention.html(language))\(empty.html(language))"
  }

  private static func words(_ state: String) -> Phrase {
    StateWording.application[state]?.phrase ?? .same("")
  }

  private static func act(_ table: String, _ event: String) -> EventWording.Words {
    EventWording.all[table]?[event] ?? EventWording.Words("", "", "", "")
  }
}
