internal import HTTPServer

/// The living page of components: every part that pages are made of, with invented content.
///
/// It is what a change of the stylesheet is looked at with, and what the tests of structure read.
enum ComponentsPage {
  static func response(
    to context: PageContext, typed: Parameters? = nil, errors: [FieldError] = [],
    notice: Notice? = nil
  ) -> Response {
    var context = context
    context.viewer = PageContext.Viewer(
      name: "Wong Ka Yan", role: RoleWording.all["case_officer"] ?? .same(""))
    context.places = [
      PageContext.Place(path: "/inbox", label: Phrase("Inbox", "待辦")),
      PageContext.Place(path: "/board", label: Phrase("Board", "總覽")),
      PageContext.Place(path: "/components", label: title),
    ]
    let page = Page(
      title: title, width: .working,
      steps: [
        Page.Step(path: "/", label: Phrase("Front page", "首頁")),
        Page.Step(path: "/components", label: title),
      ],
      summary: ComponentSamples.summary(context),
      notice: errors.isEmpty ? notice ?? ComponentSamples.notice : nil,
      errors: errors,
      body: body(context, typed ?? ComponentSamples.typed, errors))
    return page.response(in: context)
  }

  /// Reads the sample form, so that its errors can be looked at; nothing is kept.
  static func tried(_ request: Request, in environment: PortalEnvironment) throws -> Response {
    let context = PageContext(of: request, in: environment)
    let form = try request.form()
    _ = try environment.formGuard.check(request, form, context.session)
    if let edited = RecordList.edited(form.fields, lists: ComponentSamples.fields) {
      return response(to: context, typed: edited)
    }
    var reader = FieldReader(form.fields)
    _ = reader.read(ComponentSamples.fields)
    let done = Notice(
      title: Phrase("Every answer can be read.", "所有答案均可讀取。"),
      detail: Phrase("This is a sample form; nothing was kept.", "此為示範表格，內容不會保留。"))
    return response(
      to: context, typed: form.fields, errors: reader.errors,
      notice: reader.errors.isEmpty ? done : nil)
  }

  private static let title = Phrase("Components", "組件")

  private static func body(
    _ context: PageContext, _ typed: Parameters, _ errors: [FieldError]
  ) -> HTML {
    let language = context.language
    func section(_ title: Phrase, _ content: HTML) -> HTML {
      "<section><h2>\(title, language)</h2>\(content)</section>"
    }
    return """
      <div class="case">
      \(ComponentSamples.way.html(language))
      \(ComponentSamples.panel.html(language))
      <div class="section">
      \(section(Phrase("Rules of this desk", "本機構的規則"), ComponentSamples.outcomes(language)))
      \(section(Words.timeline, ComponentSamples.timeline(context).html(context)))
      </div>
      </div>
      \(section(Phrase("Table", "表格"), ComponentSamples.table(context)))
      \(section(Phrase("Task list", "工作清單"), ComponentSamples.tasks.html(language)))
      \(section(Phrase("Summary list", "摘要清單"), ComponentSamples.facts.html(language)))
      \(section(Phrase("States", "狀況"), ComponentSamples.states(language)))
      \(section(Phrase("Desks", "審核機構"), ComponentSamples.remits(language)))
      \(section(Phrase("Notices", "通告"), ComponentSamples.notices(language)))
      \(section(Phrase("Form", "表格填寫"), ComponentSamples.form(context, typed, errors)))
      """
  }
}
