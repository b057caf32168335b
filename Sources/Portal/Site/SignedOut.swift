internal import HTTPServer
internal import Workflow

/// What happens to those who are not, or no longer, signed in.
enum SignedOut {
  /// Leads to the sign-in page and back; a form that came too late is kept on the way.
  static func middleware(_ site: Site) -> Middleware {
    { request, next in
      do {
        return try await next(request)
      } catch let problem as Problem where problem.code == Problem.signedOut.code {
        guard request.prefersHTML else { throw problem }
        guard !request.method.isSafe else {
          return .redirect(to: "/signin?\(query(to: request))")
        }
        return try keeping(request, site)
      }
    }
  }

  static func signOut(_ request: Request, _ site: Site) async throws -> Response {
    let context = PageContext(of: request, in: site.environment)
    _ = try site.environment.formGuard.check(request, try request.form(), context.session)
    if let visit = try? await site.visit(request) {
      try await site.sandbox.signOut(visit.caller)
    }
    var response = Response.redirect(to: "/")
    response.set(BrowserSession.removal(isSecure: site.environment.isSecure))
    return response
  }

  private static func query(to request: Request) -> String {
    let query = request.target.rawQuery
    let address = query.isEmpty ? request.path : "\(request.path)?\(query)"
    return Parameters([(SignInPage.toField, address)]).encoded
  }

  /// The sign-in page, holding what was typed; never what another site sent.
  private static func keeping(_ request: Request, _ site: Site) throws -> Response {
    try site.environment.formGuard.checkOrigin(of: request)
    let form = try request.form()
    let context = PageContext(of: request, in: site.environment)
    let journey = SignInPage.Journey(
      to: request.path, kept: form.files.isEmpty ? form.fields : Parameters())
    return SignInPage.response(in: context, journey, status: .unauthorized)
  }
}
