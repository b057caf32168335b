internal import HTTPServer

/// What this is, and how to apply.
enum FrontPage {
  static func response(in context: PageContext) -> Response {
    let language = context.language
    let steps = FrontWording.steps.map { step -> HTML in
      "<li><b>\(step.title, language)</b> \(step.detail, language)</li>"
    }
    let page = Page(
      title: FrontWording.title, notice: DoneNotice.of(context),
      body: """
        <p class="lead">\(FrontWording.lead, language)</p>
        <p><a class="button" href="\(context.viewer == nil ? "/signin" : "/home")">\
        \(context.viewer == nil ? Words.signIn : FrontWording.toYourPages, language)</a></p>
        <h2>\(FrontWording.whatItIs, language)</h2>
        <p>\(FrontWording.whatItIsDetail, language)</p>
        <h2>\(FrontWording.howToApply, language)</h2>
        <ol>\(steps)</ol>
        <h2>\(FrontWording.whatIsSaid, language)</h2>
        <p>\(FrontWording.noEndorsement, language)</p>
        <p>\(FrontWording.trail, language)</p>
        """)
    return page.response(in: context)
  }
}
