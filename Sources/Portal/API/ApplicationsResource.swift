internal import HTTPServer
internal import Workflow

/// `GET /api/v1/applications` and below: what the token's holder may see, as the pages see it.
enum ApplicationsResource {
  static func routes(_ site: Site) -> Routes {
    var routes = Routes()
    routes.on(.get, "/api/v1/applications") { request in
      try await site.reading(request) { caller, showing in
        let items = try await site.sandbox.applications(
          state: request.query["state"], before: request.query["before"], as: caller)
        showing.note("applications", of: items.map(\.reference))
        return try Response.json(items)
      }
    }
    routes.on(.get, "/api/v1/applications/{reference}") { (request, reference: String) in
      try await site.reading(request) { caller, showing in
        let view = try await site.sandbox.application(reference, as: caller)
        showing.note("case", of: [reference])
        var response = try Response.json(view)
        response.headers["ETag"] = "\"\(view.head.version)\""
        return response
      }
    }
    routes.on(.get, "/api/v1/applications/{reference}/desk") { (request, reference: String) in
      try await site.reading(request) { caller, showing in
        let desk = try await site.sandbox.desk(reference, as: caller)
        showing.note("desk", of: [reference])
        return try Response.json(desk)
      }
    }
    routes.on(.get, "/api/v1/applications/{reference}/clocks") { (request, reference: String) in
      let caller = try await site.apiCaller(request)
      return try Response.json(try await site.sandbox.clocks(of: reference, as: caller))
    }
    // Whose case it is, for who has not declared yet.
    routes.on(.get, "/api/v1/applications/{reference}/parties") { (request, reference: String) in
      try await site.reading(request) { caller, showing in
        let parties = try await site.sandbox.closedCase(reference, as: caller)
        showing.note("parties", of: [reference])
        return try Response.json(parties)
      }
    }
    routes.on(.get, "/api/v1/inbox") { request in
      try await site.reading(request) { caller, showing in
        let whose = request.query["whose"].flatMap { Sandbox.Whose(rawValue: $0) } ?? .mine
        let items = try await site.sandbox.inbox(of: whose, as: caller)
        showing.note("inbox", of: items.cases)
        return try Response.json(items)
      }
    }
    return routes
  }
}
