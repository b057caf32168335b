internal import HTTPServer
internal import Workflow

/// What a supervisor of processes asks: whether it lives, whether it can serve.
enum HealthRoutes {
  static func routes(_ site: Site) -> Routes {
    var routes = Routes()
    routes.on(.get, "/healthz") { _ in .text("alive\n") }
    routes.on(.get, "/readyz") { _ in
      do throws(Refusal) {
        let readiness = try await site.sandbox.readiness()
        return .text(
          "\(readiness.sentence)\n", status: readiness.isReady ? .ok : .serviceUnavailable)
      } catch {
        return .text("The database does not answer.\n", status: .serviceUnavailable)
      }
    }
    return routes
  }
}
