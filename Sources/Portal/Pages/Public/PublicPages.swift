internal import HTTPServer
internal import Workflow

/// The pages that need nobody signed in, and the way in and out.
enum PublicPages {
  static func routes(_ site: Site) -> Routes {
    var routes = Routes()
    routes.on(.get, "/") { request in
      FrontPage.response(in: await site.openContext(of: request))
    }
    routes.on(.get, "/signin") { request in
      SignInPage.response(
        in: PageContext(of: request, in: site.environment),
        SignInPage.Journey(to: request.query[SignInPage.toField]))
    }
    routes.on(.post, "/signin") { request in try await SignInPage.signIn(request, site) }
    routes.on(.post, "/signout") { request in try await SignedOut.signOut(request, site) }
    routes.on(.get, "/home") { request in
      let visit = try? await site.visit(request)
      return .redirect(to: visit.map { Places.home(of: $0.caller.audience) } ?? "/signin")
    }
    return routes
  }
}
