internal import HTTPServer
internal import Workflow

/// `GET /api/v1/applications` and below: what the token's holder may see, as the pages see it.
enum ApplicationsResource {
  static func routes(_ site: Site) -> Routes {
    var routes = Routes()
    routes.on(.get, "/api/v1/applications") { request in
      let caller = try await site.apiCaller(request)
      return try Response.json(
        try await site.sandbox.applications(
          state: request.query["state"], before: request.query["before"], as: caller))
    }
    routes.on(.get, "/api/v1/applications/{reference}") { (request, reference: String) in
      let caller = try await site.apiCaller(request)
      let view = try await site.sandbox.application(reference, as: caller)
      var response = try Response.json(view)
      response.headers["ETag"] = "\"\(view.head.version)\""
      return response
    }
    routes.on(.get, "/api/v1/applications/{reference}/desk") { (request, reference: String) in
      let caller = try await site.apiCaller(request)
      return try Response.json(try await site.sandbox.desk(reference, as: caller))
    }
    routes.on(.get, "/api/v1/inbox") { request in
      try Response.json(try await site.sandbox.inbox(as: try await site.apiCaller(request)))
    }
    return routes
  }
}
