internal import HTTPServer
internal import Workflow

/// What needs a person of a desk now, by due date, with the reason.
enum InboxPage {
  private static let fromField = "from"
  /// Items on one page: what an officer with forty cases sees at once, below 60 kB.
  private static let length = 40

  static func show(_ visit: Visit) async throws -> Response {
    let query = visit.request.query
    let isWhole = query["whose"] == "desk"
    let mine = try await visit.sandbox.inbox(of: .mine, as: visit.caller)
    let all = try await visit.sandbox.inbox(of: .desk, as: visit.caller)
    let shown = (isWhole ? all : mine).filter { item in
      (query["need"].map { $0 == item.need } ?? true)
        && (query["remit"].map { $0 == item.remit } ?? true)
    }
    let language = visit.language
    let first = max(0, query[fromField].flatMap { Int($0) } ?? 0)
    let here = Array(shown.dropFirst(first).prefix(length))
    visit.showing.note("inbox", of: here.cases)
    let list: HTML =
      here.isEmpty
      ? EmptyState(what: InboxWording.empty, how: InboxWording.emptyHow).html(language)
      : """
      \(table(here, visit).html(language))
      \(pages(shown.count, from: first, query).html(language))
      """
    return visit.answer(
      Page(
        title: DeskWording.inbox, width: .working,
        body: """
          \(filters(isWhole ? all : mine, mine.count, all.count, visit))
          \(list)
          """))
  }

  private static func pages(_ count: Int, from first: Int, _ query: Parameters) -> Pagination {
    func address(_ start: Int) -> String {
      "/inbox?\(query.setting(fromField, to: "\(start)").encoded)"
    }
    return Pagination(
      previous: first > 0 ? address(max(0, first - length)) : nil,
      next: first + length < count ? address(first + length) : nil)
  }

  private static func table(_ items: [InboxItem], _ visit: Visit) -> DataTable {
    let language = visit.language
    return DataTable(
      caption: DeskWording.inbox,
      columns: [
        .init(heading: DeskWording.case_), .init(heading: DeskWording.why),
        .init(heading: DeskWording.desk), .init(heading: DeskWording.due),
      ],
      rows: items.map { item in
        // Before the declaration no more is shown than whose case it is.
        let firm = DeskWording.text(item.firmEn, item.firmZh)
        let isOpen = item.conflict == false || item.proposal != nil
        let title = isOpen ? DeskWording.text(item.titleEn, item.titleZh) : firm
        let under: HTML =
          isOpen
          ? "<br><span class=\"faint\">\(firm, language)</span>"
          : "<br><span class=\"faint\">\(InboxWording.undeclared(item.conflict), language)</span>"
        return DataTable.Row(
          path: item.proposal.map { "/proposals/\($0.drop { $0 != "/" }.dropFirst())" }
            ?? "/applications/\(item.reference)",
          cells: [
            "\(title, language)\(under)", why(item, language),
            item.remit.map { RemitMark(remit: $0).html(language) } ?? "–",
            Moment.due(item.dueAt, visit.context),
          ])
      })
  }

  private static func why(_ item: InboxItem, _ language: Language) -> HTML {
    let need = InboxWording.needs[item.need] ?? .same(item.need)
    if item.need == "review" {
      return "\(need, language) · \(StateTag("review", item.state).html(language))"
    }
    if ["overdue", "soon"].contains(item.need) {
      return "\(need, language): \(DeskWording.named(DeskWording.clockNames, item.state), language)"
    }
    guard item.need.hasPrefix("confirm") else { return "\(need, language)" }
    let machine = item.need.split(separator: "_").dropFirst().first.map { String($0) }
    let words = EventWording.words(machine ?? "application", item.state)
    return "\(need, language): \(words.act, language)"
  }

  private static func filters(
    _ items: [InboxItem], _ mine: Int, _ all: Int, _ visit: Visit
  ) -> HTML {
    let language = visit.language
    let query = visit.request.query
    func link(_ name: String, _ value: String?, _ label: Phrase, _ count: Int) -> HTML {
      let target = query.setting(name, to: value).setting(DoneNotice.parameter, to: nil)
        .setting(fromField, to: nil).encoded
      return """
        <li><a href="/inbox\(target.isEmpty ? "" : "?" + target)"\
        \(attribute: "aria-current", query[name] == value ? "true" : nil)>\
        \(label, language) <span class="faint">\(counted(count))</span></a></li>
        """
    }
    /// An inbox that is full may have more behind it.
    func counted(_ count: Int) -> String {
      count < Sandbox.inboxLength ? "\(count)" : "\(count)+"
    }
    let needs = Set(items.map(\.need)).sorted()
    let byNeed = needs.map { need in
      link("need", need, InboxWording.needs[need] ?? .same(need), items.count { $0.need == need })
    }
    let remits = Set(items.compactMap(\.remit)).sorted()
    let byRemit =
      remits.count < 2
      ? []
      : remits.map { remit in
        link(
          "remit", remit, RemitWording.all[remit]?.short ?? .same(remit),
          items.count { $0.remit == remit })
      }
    let desks: HTML =
      byRemit.isEmpty
      ? "" : "<ul>\(link("remit", nil, InboxWording.allDesks, items.count))\(byRemit)</ul>"
    return """
      <nav class="filters" aria-label="\(InboxWording.filters, language)">
      <ul>\(link("whose", nil, InboxWording.mine, mine))\
      \(link("whose", "desk", InboxWording.desk, all))</ul>
      <ul>\(link("need", nil, InboxWording.allNeeds, items.count))\(byNeed)</ul>
      \(desks)
      </nav>
      """
  }
}

/// What the inbox and the list of cases say.
enum InboxWording {
  static let filters = Phrase("Filters", "篩選")
  static let mine = Phrase("Needs you", "待你處理")
  static let desk = Phrase("All of your desks", "所屬機構全部")
  static let allNeeds = Phrase("Everything", "全部事項")
  static let allDesks = Phrase("Every desk", "所有機構")
  static let empty = Phrase("Nothing needs you now.", "現時沒有待辦事項。")
  static let emptyHow = Phrase(
    "What waits for your signature, your review or your confirmation appears here by itself.",
    "待你簽署、審核或確認的事項會自動在此出現。")
  static let cases = Phrase("Cases", "個案")
  static let noCases = Phrase("No case is in this state.", "沒有個案處於此狀況。")
  static let noCasesHow = Phrase(
    "A case appears when routing names one of your desks.", "當規則指定你所屬機構審核時，個案會在此出現。")
  static let changed = Phrase("Changed", "更新")

  static func undeclared(_ conflict: Bool?) -> Phrase {
    conflict == nil
      ? Phrase("declare before you open it", "開啟前須先申報")
      : Phrase("you have a conflict of interest", "你有利益衝突")
  }

  static let needs: [String: Phrase] = [
    "completeness": Phrase("Check whether it is complete", "核對是否完整"),
    "assign": Phrase("Assign an officer", "指派個案主任"),
    "review": Phrase("Review", "審核"),
    "countersign": Phrase("A recommendation waits for a countersignature", "有建議待加簽"),
    "carried": Phrase(
      "The content was amended; your desk's review now speaks for it: look at what changed",
      "內容已修訂，貴部門的審核現沿用於新版本：請查看更改之處"),
    "confirm": Phrase("Confirm or refuse", "確認或否決"),
    "confirm_policy": Phrase("Confirm or refuse: policy", "確認或否決：政策"),
    "confirm_cohort": Phrase("Confirm or refuse: cohort", "確認或否決：期別"),
    "confirm_remit": Phrase("Confirm or refuse: role", "確認或否決：職務"),
    "overdue": Phrase("A clock of your desk ran out", "貴部門有時限已過"),
    "soon": Phrase("A clock of your desk runs out soon", "貴部門有時限將屆"),
    "consolidation": Phrase("Reviews are in: decide", "審核已完成，待決定"),
    "onboarding": Phrase("Bring to the start of the trial", "準備開始測試"),
    "evidence": Phrase("Evidence for a condition is in", "已收到條件的證據"),
    "relief": Phrase("A relief is asked for", "有公司要求寬免"),
    "variation": Phrase("A variation of the trial is asked for", "有公司要求更改測試"),
    "incident": Phrase("An incident was reported", "有事故報告"),
    "exit": Phrase("Sign the exit report", "簽署退出報告"),
    "reconsideration": Phrase("Decide on reconsideration", "決定覆議"),
  ]
}
