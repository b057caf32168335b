/// Finds the route of a request and turns whatever happens there into a response.
public struct Router: Sendable {
  /// What one answered request was, for logs and metrics: never its values.
  public struct Observation: Sendable {
    /// The request's number.
    public let requestIdentifier: String
    /// What was asked.
    public let method: Method
    /// The pattern of the route; nil when no route has the address.
    public let pattern: String?
    /// The outcome.
    public let status: Status
    /// From the whole request read to the answer made.
    public let duration: Duration
    /// The error behind a 5xx, for the operator alone.
    public let failure: (any Error)?
  }

  private let tree: RouteTree
  private let render: @Sendable (Problem, Request) -> Response
  private let observe: @Sendable (Observation) -> Void

  /// A router over routes that must not contradict each other; a contradiction traps, naming both.
  ///
  /// - Parameters:
  ///   - routes: all that there are.
  ///   - render: how a problem is shown; `application/problem+json` unless given.
  ///   - observe: called once for each answer.
  public init(
    _ routes: Routes,
    render: @escaping @Sendable (Problem, Request) -> Response = {
      $0.response(requestIdentifier: $1.id)
    },
    observe: @escaping @Sendable (Observation) -> Void = { _ in }
  ) {
    tree = RouteTree(routes.entries)
    self.render = render
    self.observe = observe
  }

  /// The answer, always: an error becomes its own response, an unknown one a plain 500.
  public func respond(to whole: Request) async -> Response {
    let start = ContinuousClock.now
    let request = await receiving(whole)
    let match = tree.match(request.target.segments)
    let entry = match.flatMap { Router.entry(for: request.method, in: $0) }
    var failure: (any Error)?
    var response: Response
    do {
      response = try await answer(request, match, entry)
    } catch {
      let problem = Problem(of: error)
      if problem.status.code >= 500 { failure = error }
      response = render(problem, request)
      for field in problem.headers.fields { response.headers.setDefault(field.name, field.value) }
    }
    SecurityHeaders.apply(to: &response.headers)
    response.headers["X-Request-Id"] = request.id
    if Router.isCurrent(response, for: request) {
      response.status = .notModified
      response.body = .bytes([])
    }
    observe(
      Observation(
        requestIdentifier: request.id, method: request.method,
        pattern: entry?.pattern.description, status: response.status,
        duration: start.duration(to: .now), failure: failure))
    return response
  }

  /// A problem met before any handler, for example a body that is too large.
  func refuse(_ request: Request, _ problem: Problem) -> Response {
    var response = render(problem, request)
    SecurityHeaders.apply(to: &response.headers)
    response.headers["X-Request-Id"] = request.id
    return response
  }

  /// How the route of this request takes its body; not at all where there is no route.
  ///
  /// A form's files go to the route's intake; anything else is held, up to what any route holds.
  func reception(of request: Request) -> (limit: Int, form: FormReceiver?) {
    guard let entry = tree.match(request.target.segments)?.methods[request.method] else {
      return (0, nil)
    }
    guard let files = entry.files else { return (entry.bodyLimit, nil) }
    guard request.mediaType == "multipart/form-data",
      let form = try? FormReceiver(request, files)
    else { return (min(entry.bodyLimit, Routes.defaultBodyLimit), nil) }
    return (entry.bodyLimit, form)
  }

  /// A request that came whole, with its form received where the route has an intake.
  private func receiving(_ request: Request) async -> Request {
    guard request.received == nil, let form = reception(of: request).form else { return request }
    var received = request
    received.body = []
    do {
      try await form.take(request.body)
      received.received = .success(try await form.finish())
    } catch {
      received.received = .failure(error)
    }
    return received
  }

  private func answer(
    _ request: Request, _ match: RouteTree.Match?, _ entry: Routes.Entry?
  ) async throws -> Response {
    guard let match else { throw Problem.nothingHere }
    guard let entry else {
      let allowed = Router.allowed(in: match)
      if request.method == .options {
        return Response(.noContent, headers: ["Allow": allowed])
      }
      throw Problem(
        .methodNotAllowed, "This address takes \(allowed).", headers: ["Allow": allowed])
    }
    if request.target.hasTrailingSlash, request.method.isSafe {
      let query = request.target.rawQuery
      let path = String(request.path.dropLast())
      return .redirect(to: query.isEmpty ? path : "\(path)?\(query)", status: .permanentRedirect)
    }
    return try await entry.respond(request, match.captured)
  }

  private static func entry(for method: Method, in match: RouteTree.Match) -> Routes.Entry? {
    match.methods[method] ?? (method == .head ? match.methods[.get] : nil)
  }

  private static func allowed(in match: RouteTree.Match) -> String {
    var methods = Set(match.methods.keys).union([.options])
    if methods.contains(.get) { methods.insert(.head) }
    return methods.sorted().map(\.rawValue).joined(separator: ", ")
  }

  /// Whether the client already has what it would be sent (RFC 9110 §13.1.2).
  private static func isCurrent(_ response: Response, for request: Request) -> Bool {
    guard request.method == .get || request.method == .head, response.status == .ok,
      let tag = response.headers["ETag"], let known = request.headers["If-None-Match"]
    else { return false }
    return known.trimmed == "*"
      || known.split(separator: ",").contains { String($0).trimmed == tag }
  }
}
