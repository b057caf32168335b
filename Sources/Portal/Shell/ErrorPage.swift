internal import HTTPServer

/// A problem as a person reads it: what happened, what was kept, what to do.
enum ErrorPage {
  /// A page for a browser, `application/problem+json` for a program.
  static func render(
    _ problem: Problem, _ request: Request, in environment: PortalEnvironment
  ) -> Response {
    guard request.prefersHTML, !request.path.hasPrefix("/api/"), !request.path.hasPrefix("/log/")
    else { return problem.response(requestIdentifier: request.id) }
    let context = PageContext(of: request, in: environment)
    let words = ProblemWording.words(for: problem)
    let page = Page(
      title: words.title, status: problem.status,
      body: body(problem, words, request, context, environment))
    var response = page.response(in: context)
    // A form on this page is good only with the secret that it was rendered for.
    if context.session.isNew {
      response.set(context.session.cookie(isSecure: environment.isSecure))
    }
    return response
  }

  private static func body(
    _ problem: Problem, _ words: ProblemWording.Words, _ request: Request,
    _ context: PageContext, _ environment: PortalEnvironment
  ) -> HTML {
    let language = context.language
    return """
      <p>\(words.detail, language)</p>
      \(kept(problem, request, context, environment))
      <p class="faint">\(Words.requestNumber, language): <code>\(context.requestIdentifier)</code></p>
      """
  }

  /// What was typed, ready to be sent again; never what another site sent in the person's name.
  private static func kept(
    _ problem: Problem, _ request: Request, _ context: PageContext,
    _ environment: PortalEnvironment
  ) -> HTML {
    guard request.method == .post, problem.code == "stale-form" || problem.status.code >= 500,
      (try? environment.formGuard.checkOrigin(of: request)) != nil,
      let form = try? request.form(), form.files.isEmpty, Response.isLocal(request.path)
    else { return "" }
    return """
      <p>\(Words.nothingLost, context.language)</p>
      \(FormView.resend(form.fields, to: request.path, button: Words.tryAgain, context))
      """
  }
}
