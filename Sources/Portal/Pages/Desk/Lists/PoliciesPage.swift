internal import Crypto
internal import HTTPServer
internal import Policies
internal import Workflow

/// What is in force today: each rule's sentence in both languages, and what it rests on.
enum PoliciesPage {
  /// The policies, one line each.
  static func show(_ visit: Visit) async throws -> Response {
    let (today, set) = try await visit.sandbox.policiesToday(as: visit.caller)
    let language = visit.language
    let table = DataTable(
      caption: PolicyWording.title,
      columns: [
        .init(heading: PolicyWording.policy), .init(heading: DeskWording.desk),
        .init(heading: DeskWording.version), .init(heading: PolicyWording.since),
        .init(heading: PolicyWording.rules, isNumeric: true),
      ],
      rows: set.policies.map { policy in
        let count = set.rules.count { $0.policy == policy.name && $0.isInForce(on: today) }
        return DataTable.Row(
          path: "/policies/\(policy.name)",
          cells: [
            "\(Phrase(policy.texts.en, policy.texts.zh), language)", desk(policy.remit, language),
            "<code>\(policy.version)</code>", Moment.day(policy.from.description, language),
            "\(count)",
          ])
      })
    return visit.answer(
      Page(
        title: PolicyWording.title, width: .working,
        body: """
          <p>\(PolicyWording.on, language) \(Moment.day(today.description, language)) · \
          <code>\(set.digest.hex.prefix(16).description)…</code></p>
          \(table.html(language))
          """))
  }

  /// Names a rule in the address, which then stands alone with its condition.
  private static let ruleField = "rule"

  /// One policy's rules, or one of them in full.
  static func show(_ name: String, _ visit: Visit) async throws -> Response {
    let (today, set) = try await visit.sandbox.policiesToday(as: visit.caller)
    guard let policy = set.policies.first(where: { $0.name == name }) else {
      throw Problem.nothingHere
    }
    let language = visit.language
    let wanted = visit.request.query[ruleField]
    let rules = set.rules.filter {
      $0.policy == name && $0.isInForce(on: today) && (wanted == nil || $0.id == wanted)
    }
    if wanted != nil, rules.isEmpty { throw Problem.nothingHere }
    let kinds = Dictionary(grouping: rules, by: \.kind.word)
    let order = PolicyWording.kinds.map(\.0)
    let sections = kinds.keys.sorted {
      (order.firstIndex(of: $0) ?? .max, $0) < (order.firstIndex(of: $1) ?? .max, $1)
    }.map { kind -> HTML in
      let label = PolicyWording.kinds.first { $0.0 == kind }?.1 ?? .same(kind)
      return """
        <section><h2>\(label, language)</h2>
        \((kinds[kind] ?? []).map { rule in
          row(
            rule,
            condition: wanted == nil ? "" : full(set.words(of: rule, on: today), language),
            visit.context)
        })</section>
        """
    }
    return visit.answer(
      Page(
        title: Phrase(policy.texts.en, policy.texts.zh), width: .working,
        steps: [Page.Step(path: "/policies", label: PolicyWording.title)],
        body: """
          <p>\(desk(policy.remit, language)) <code>\(policy.name) \(policy.version)</code> · \
          \(PolicyWording.since, language) \(Moment.day(policy.from.description, language))</p>
          \(sections)
          """))
  }

  private static func desk(_ remit: String, _ language: Language) -> HTML {
    RemitWording.all[remit] == nil
      ? "\(PolicyWording.joint, language)" : RemitMark(remit: remit).html(language)
  }

  /// A rule's condition in words and as the policy has it.
  private static func full(_ words: RuleWords, _ language: Language) -> HTML {
    """
    <p>\(PolicyWording.when, language) \(Phrase(words.condition), language)</p>
    <p class="faint">\(OutcomeWording.asWritten, language) <code>\(words.text)</code></p>
    """
  }

  private static func row(_ rule: Rule, condition: HTML, _ context: PageContext) -> HTML {
    let language = context.language
    let other: HTML =
      language == .english
      ? "<p class=\"other\" lang=\"\(Language.chinese.tag)\">\(rule.texts.zh)</p>"
      : "<p class=\"other\" lang=\"\(Language.english.tag)\">\(rule.texts.en)</p>"
    var facts: [HTML] = []
    if let severity = rule.severity {
      facts.append("<b>\(PolicyWording.severities[severity.rawValue] ?? .same(""), language)</b>")
    }
    if let stage = rule.stage {
      facts.append("\(DeskWording.named(DeskWording.stages, stage.rawValue), language)")
    }
    facts += rule.citations.map { Cite($0).html(language) }
    if let adoption = rule.adoption {
      let adopted = OutcomeWording.adoption(
        by: adoption.by, on: adoption.on.description, now: context.now)
      facts.append("\(adopted, language)")
    }
    return """
      <article class="rule-line"><h3><a class="rule-name" href="?\(ruleField)=\(rule.id)">\(rule.id)</a> \
      \(Phrase(rule.texts.en, rule.texts.zh), language)</h3>\(other)\(condition)
      <p class="source">\(facts.joined(separator: " · "))</p></article>
      """
  }
}

/// What the pages of policies say.
enum PolicyWording {
  static let when = Phrase("When:", "條件：")
  static let title = Phrase("Policies in force", "現行政策")
  static let on = Phrase("On", "日期：")
  static let policy = Phrase("Policy", "政策")
  static let since = Phrase("In force since", "生效日期")
  static let rules = Phrase("Rules", "規則數目")
  static let joint = Phrase("Joint", "聯合")
  static let severities: [String: Phrase] = [
    "hard": Phrase("hard: nobody overrides it", "硬性：不可推翻"),
    "soft": Phrase("soft: two persons may override it", "軟性：可由兩人推翻"),
    "shadow": Phrase("shadow: logged, not binding", "影子：只作記錄，不具約束力"),
  ]
  static let kinds: [(String, Phrase)] = [
    ("refuse", Phrase("Refusals", "拒絕條件")), ("gate", Phrase("Gates", "關卡")),
    ("suspend", Phrase("Suspensions", "暫停")), ("condition", Phrase("Conditions", "條件")),
    ("document", Phrase("Documents", "文件")), ("ask", Phrase("Questions", "提問")),
    ("flag", Phrase("Flags", "提示")), ("approve", Phrase("Signatures", "簽署")),
    ("waive", Phrase("Waivers", "豁免")), ("except", Phrase("Exceptions", "例外")),
    ("route", Phrase("Routing", "指派機構")), ("lead", Phrase("Lead", "主導機構")),
    ("clock", Phrase("Clocks", "時限")), ("quota", Phrase("Quotas", "配額")),
  ]
}
