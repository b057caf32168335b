public import HTTPServer
internal import Workflow

extension Portal {
  /// Every address of the portal.
  ///
  /// Each group stands in a file of its own beside its pages; here they are only named.
  public static func routes(_ site: Site) -> Routes {
    var pages = PublicPages.routes(site)
    let signedIn = Pages.routes(
      [
        FirmPages.pages, DeskPages.pages, PanelPages.pages, OperatorPages.pages, AuditPages.pages,
        AccountPages.pages, AccountPages.documents,
      ], on: site)
    pages.include(signedIn, through: SignedOut.middleware(site))
    var routes = commonRoutes(site.environment)
    routes.include(pages, through: BrowserLayer.middleware(site.environment))
    routes.include(HealthRoutes.routes(site))
    routes.include(ActsResource.routes(site))
    routes.include(ApplicationsResource.routes(site))
    if let log = site.log {
      let isSecure = site.environment.isSecure
      routes.include(
        LogRoutes.routes(log, site.sandbox) {
          $0.cookies[BrowserSession.cookieName(isSecure: isSecure)]
        })
    }
    return routes
  }

  /// The router of the whole portal.
  public static func router(
    _ site: Site, observe: @escaping @Sendable (Router.Observation) -> Void = { _ in }
  ) -> Router {
    router(routes(site), site.environment, observe: observe)
  }
}
