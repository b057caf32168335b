import Foundation
import HTTPServer
import Testing

struct RouterTests {
  private enum Remit: String, PathCapture {
    case HKMA, SFC
    init?(pathSegment: String) { self.init(rawValue: pathSegment) }
  }

  private static let router: Router = {
    var routes = Routes()
    routes.on(.get, "/") { _ in .text("front") }
    routes.on(.get, "/cases/new") { _ in .text("new") }
    routes.on(.get, "/cases/{reference}") { (_, reference: String) in .text("case \(reference)") }
    routes.on(.put, "/cases/{reference}") { (_, reference: String) in .text("put \(reference)") }
    routes.on(.get, "/cases/{reference}/reviews/{remit}/versions/{number}") {
      (_, reference: String, remit: Remit, number: Int) in
      .text("\(reference) \(remit) \(number)")
    }
    routes.on(.get, "/log/tile/{path...}") { (_, path: String) in .text(path) }
    routes.on(.get, "/broken") { _ in throw CocoaError(.fileReadUnknown) }
    routes.on(.get, "/cancelled") { _ in throw CancellationError() }
    routes.on(.get, "/stale") { _ in
      throw Problem(
        .conflict, "The case has moved on.", code: "stale-version",
        members: ["allowed": ["withdraw"]])
    }
    routes.on(.get, "/tagged") { _ in
      var response = Response.text("content")
      response.headers["ETag"] = "\"a\""
      return response
    }
    return Router(routes)
  }()

  private func text(_ response: Response) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func get(_ target: RequestTarget, headers: Headers = [:]) async -> Response {
    await RouterTests.router.respond(to: Request(.get, target, headers: headers))
  }

  @Test(arguments: [
    ("/", "front"), ("/cases/new", "new"), ("/cases/GS26-7KQ4M-P", "case GS26-7KQ4M-P"),
    ("/cases/a%2Fb%20c", "case a/b c"), ("/cases/x/reviews/SFC/versions/2", "x SFC 2"),
    ("/cases/new/reviews/HKMA/versions/0", "new HKMA 0"),
    ("/log/tile/0/x001/234", "0/x001/234"), ("http://host.example/cases/new?x=1", "new"),
  ])
  func `the most literal route of an address answers`(target: String, expected: String) async throws
  {
    #expect(text(await get(try #require(RequestTarget(target)))) == expected)
  }

  @Test(arguments: [
    "/nothing", "/cases", "/cases/x/reviews/ZZZ/versions/2", "/cases/x/reviews/SFC/versions/02",
    "/cases/x/reviews/SFC/versions/-1", "/log/tile", "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a",
  ])
  func `an address without a route, or with a capture of another type, is 404`(
    target: String
  ) async throws {
    let response = await get(try #require(RequestTarget(target)))
    #expect(response.status == .notFound)
    #expect(response.headers["Content-Type"] == "application/problem+json")
  }

  @Test func `a method that the address lacks is 405 and names those it has`() async {
    let response = await RouterTests.router.respond(to: Request(.delete, "/cases/x"))
    #expect(response.status == .methodNotAllowed)
    #expect(response.headers["Allow"] == "GET, HEAD, OPTIONS, PUT")
  }

  @Test func `OPTIONS answers with what the address allows`() async {
    let response = await RouterTests.router.respond(to: Request(.options, "/cases/new"))
    #expect(response.status == .noContent)
    #expect(response.headers["Allow"] == "GET, HEAD, OPTIONS")
  }

  @Test func `HEAD is answered by the GET route`() async {
    let response = await RouterTests.router.respond(to: Request(.head, "/cases/new"))
    #expect(response.status == .ok)
  }

  @Test func `a trailing slash leads to the address without it, query kept`() async {
    let response = await get("/cases/new/?page=2")
    #expect(response.status == .permanentRedirect)
    #expect(response.headers["Location"] == "/cases/new?page=2")
  }

  @Test func `an unknown error says nothing of its cause to the client and all to the operator`()
    async
  {
    let (observations, sink) = AsyncStream<Router.Observation>.makeStream()
    var routes = Routes()
    routes.on(.get, "/broken/{kind}") { (_, kind: String) in throw CocoaError(.fileReadUnknown) }
    let router = Router(routes, observe: { sink.yield($0) })
    let request = Request(.get, "/broken/secret")
    let response = await router.respond(to: request)
    #expect(response.status == .internalServerError)
    #expect(!text(response).contains("Cocoa") && !text(response).contains("secret"))
    #expect(text(response).contains(request.id))
    var seen = observations.makeAsyncIterator()
    let observation = await seen.next()
    #expect(observation?.failure is CocoaError)
    #expect(observation?.pattern == "/broken/{kind}")
  }

  @Test func `an error that knows its answer is answered so`() async throws {
    let response = await get("/stale")
    #expect(response.status == .conflict)
    guard case .bytes(let bytes) = response.body else { return }
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(document["type"] as? String == "urn:sandboxpp:problem:stale-version")
    #expect(document["allowed"] as? [String] == ["withdraw"])
    #expect(document["status"] as? Int == 409)
  }

  @Test func `a cancelled handler is 503 with a time to come back`() async {
    let response = await get("/cancelled")
    #expect(response.status == .serviceUnavailable)
    #expect(response.headers["Retry-After"] == "5")
  }

  @Test func `every answer carries the security headers and the request's number`() async {
    for target: RequestTarget in ["/", "/nothing", "/broken"] {
      let response = await get(target)
      let policy = response.headers["Content-Security-Policy"] ?? ""
      #expect(policy.hasPrefix("default-src 'self';"))
      #expect(!policy.contains("unsafe"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(response.headers["X-Content-Type-Options"] == "nosniff")
      #expect(response.headers["Referrer-Policy"] == "same-origin")
      #expect(response.headers["X-Request-Id"]?.count == 32)
    }
  }

  @Test(arguments: [("\"a\"", 304), ("\"b\", \"a\"", 304), ("*", 304), ("\"b\"", 200)])
  func `what the client has is not sent again`(known: String, status: Int) async {
    let response = await get("/tagged", headers: ["If-None-Match": known])
    #expect(response.status.code == status)
    #expect(text(response).isEmpty == (status == 304))
  }

  @Test func `middleware runs in the order given and may answer itself`() async {
    func layer(_ name: String) -> Middleware {
      { request, next in
        if request.query["stop"] == name { return .text("stopped by \(name)") }
        var response = try await next(request)
        response.headers.add("Through", name)
        return response
      }
    }
    var inner = Routes()
    inner.on(.get, "/x") { _ in .text("inside") }
    var routes = Routes()
    routes.include(inner, through: layer("outer"), layer("inner"))
    let router = Router(routes)
    let response = await router.respond(to: Request(.get, "/x"))
    #expect(response.headers.values(of: "Through") == ["inner", "outer"])
    let stopped = await router.respond(to: Request(.get, "/x?stop=outer"))
    #expect(text(stopped) == "stopped by outer")
    #expect(routes.list == ["GET /x"])
  }
}

struct RouteTableTests {
  @Test func `two routes for one address trap at start`() async {
    await #expect(processExitsWith: .failure) {
      var routes = Routes()
      routes.on(.get, "/a/{x}") { (_, x: String) in .text(x) }
      routes.on(.get, "/a/{x}") { (_, x: Int) in .text("\(x)") }
      _ = Router(routes)
    }
  }

  @Test func `two names at one place trap at start`() async {
    await #expect(processExitsWith: .failure) {
      var routes = Routes()
      routes.on(.get, "/a/{x}") { (_, x: String) in .text(x) }
      routes.on(.post, "/a/{y}/b") { (_, y: String) in .text(y) }
      _ = Router(routes)
    }
  }

  @Test func `a handler that takes another number of captures traps at start`() async {
    await #expect(processExitsWith: .failure) {
      var routes = Routes()
      routes.on(.get, "/a/{x}/{y}") { (_, x: String) in .text(x) }
    }
  }

  @Test func `a pattern that is no path traps at start`() async {
    await #expect(processExitsWith: .failure) {
      var routes = Routes()
      routes.on(.get, "/a/{x") { _ in .text("") }
    }
  }
}
