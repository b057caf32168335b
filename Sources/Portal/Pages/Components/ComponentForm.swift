internal import HTTPServer

extension ComponentSamples {
  static let fields = [
    Field(
      name: "applicant.legal_name", label: Phrase("Legal name", "法定名稱"),
      question: Phrase("What is the legal name of the applicant?", "申請人的法定名稱是甚麼？"),
      kind: .text(limit: 200)),
    Field(
      name: "payment_cap", label: Phrase("Payment cap", "支付上限"),
      question: Phrase("What is the most that the agent may pay at once?", "代理每次最多可支付多少？"),
      hint: Phrase("In Hong Kong dollars, cents after the point.", "以港元計，仙位置於小數點後。"),
      kind: .money(0...100_000_000_000), allowsNone: true),
    Field(
      name: "hallucination_target", label: Phrase("Target rate", "目標比率"),
      question: Phrase("Which rate of unfounded answers is aimed at?", "失實回答的目標比率是多少？"),
      kind: .percent(0...1_000_000), isRequired: false),
    Field(
      name: "gpu_hours", label: Phrase("GPU hours", "GPU 小時"),
      question: Phrase("How much compute is asked for?", "要求多少算力？"),
      kind: .number(digits: 0, 0...1_000_000, unit: Phrase("GPU hours", "GPU 小時"))),
    Field(
      name: "customer_facing", label: Phrase("Customer-facing", "面向客戶"),
      question: Phrase("Do customers meet it?", "客戶會否直接使用？"), kind: .yesNo),
    Field(
      name: "control.hitl", label: Phrase("Human review", "人手覆核"),
      question: Phrase("When does a person look?", "何時有人手覆核？"),
      hint: Phrase("Choose all that apply.", "選擇所有適用項目。"),
      kind: .choices([
        .init(name: "sampled", label: Phrase("On a sample", "抽樣")),
        .init(
          name: "before_output", label: Phrase("Before each output", "每次輸出前"),
          hint: Phrase("The client never sees what nobody has seen.", "客戶不會看到未經覆核的內容。")),
        .init(name: "before_action", label: Phrase("Before each act", "每次行動前")),
      ]), allowsNone: true),
    Field(
      name: "model.source", label: Phrase("Source of the model", "模型來源"),
      question: Phrase("Where does the model come from?", "模型來自何處？"),
      kind: .choice([
        .init(name: "in_house", label: Phrase("Made in house", "自行開發")),
        .init(name: "open_weights", label: Phrase("Open weights", "開放權重")),
      ])),
    Field(
      name: "trial.start", label: Phrase("Start of the trial", "測試開始日期"),
      question: Phrase("On which day should the trial start?", "測試擬於何日開始？"),
      hint: Phrase("For example 21 11 2026.", "例如 2026 11 21。"), kind: .date),
    Field(
      name: "reason", label: Phrase("Reason", "理由"), kind: .longText(limit: 2_000),
      isRequired: false),
    Field(
      name: "providers", label: Phrase("Providers", "供應商"),
      kind: .list(
        [
          Field(name: "name", label: Phrase("Name", "名稱"), kind: .text(limit: 200)),
          Field(
            name: "group_company", label: Phrase("Group company", "集團公司"),
            question: Phrase("Does it belong to your group?", "它是否屬於你的集團？"), kind: .yesNo),
        ], atMost: 16), allowsNone: true),
    Field(
      name: "model_card", label: Phrase("Model card", "模型說明書"), kind: .file, isRequired: false),
  ]

  static let typed = Parameters([
    ("applicant.legal_name", "Example Bank (Hong Kong) Limited"), ("payment_cap", "5,000.00"),
    ("control.hitl", "sampled"), ("trial.start.day", "1"), ("trial.start.month", "12"),
    ("trial.start.year", "2026"), ("providers.count", "1"), ("providers.0.name", "Example Models"),
  ])

  static func form(
    _ context: PageContext, _ typed: Parameters, _ errors: [FieldError]
  ) -> HTML {
    let views = fields.map {
      FieldView(field: $0, typed: typed, errors: errors).html(context.language)
    }
    let form = FormView(
      action: "/components", button: Phrase("Check the answers", "核對答案"), content: "\(views)",
      typed: typed, hasFiles: true)
    return "<div class=\"narrow\">\(form.html(context))</div>"
  }
}
