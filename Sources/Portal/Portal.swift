public import HTTPServer

/// The pages of the portal, the API and the log's addresses, as one table of routes.
public enum Portal {
  /// The routes that need no case: stylesheet, script and the living page of components.
  public static func commonRoutes(_ environment: PortalEnvironment) -> Routes {
    var pages = Routes()
    pages.on(.get, "/components") { request in
      ComponentsPage.response(to: PageContext(of: request, in: environment))
    }
    pages.on(.post, "/components") { request in
      try ComponentsPage.tried(request, in: environment)
    }
    var routes = Assets.shared.routes
    routes.include(pages, through: BrowserLayer.middleware(environment))
    return routes
  }

  /// A router over routes whose problems are shown as pages to people and as JSON to programs.
  public static func router(
    _ routes: Routes, _ environment: PortalEnvironment,
    observe: @escaping @Sendable (Router.Observation) -> Void = { _ in }
  ) -> Router {
    Router(
      routes, render: { ErrorPage.render($0, $1, in: environment) }, observe: observe)
  }
}
