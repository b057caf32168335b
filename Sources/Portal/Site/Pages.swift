internal import HTTPServer
internal import Workflow

/// Pages for people who are signed in: one address may show each audience a page of its own.
///
///     var pages = Pages(for: .firm)
///     pages.on(.get, "/applications/{reference}") { visit, reference in … }
///
/// The same address in another group, for another audience, is another page.
struct Pages: Sendable {
  struct Entry: Sendable {
    let method: Method
    let pattern: String
    let audiences: Set<Caller.Audience>
    let bodyLimit: Int
    /// Whether its form may carry files.
    let takesFiles: Bool
    let respond: @Sendable (Visit, [String]) async throws -> Response
  }

  private let audiences: Set<Caller.Audience>
  private(set) var entries: [Entry] = []

  init(for audiences: Caller.Audience...) { self.audiences = Set(audiences) }

  /// Adds a page; its handler takes one argument for each capture of the pattern.
  mutating func on<each Capture: PathCapture>(
    _ method: Method, _ pattern: String, takesFiles: Bool = false,
    _ handler: @escaping @Sendable (Visit, repeat each Capture) async throws -> Response
  ) {
    entries.append(
      Entry(
        method: method, pattern: pattern, audiences: audiences,
        bodyLimit: takesFiles ? ArrivingFiles.bodyLimit : Routes.defaultBodyLimit,
        takesFiles: takesFiles
      ) { visit, captured in
        var segments = captured.makeIterator()
        let values = (repeat try Pages.decode((each Capture).self, &segments))
        return try await handler(visit, repeat each values)
      })
  }

  private static func decode<Capture: PathCapture>(
    _ type: Capture.Type, _ segments: inout IndexingIterator<[String]>
  ) throws -> Capture {
    guard let segment = segments.next(), let value = Capture(pathSegment: segment) else {
      throw Problem.nothingHere
    }
    return value
  }
}

extension Pages {
  /// The routes of several groups, each address once.
  static func routes(_ groups: [Pages], on site: Site) -> Routes {
    let all = groups.flatMap(\.entries)
    var routes = Routes()
    var known: Set<String> = []
    for entry in all where known.insert("\(entry.method.rawValue) \(entry.pattern)").inserted {
      let same = all.filter { $0.method == entry.method && $0.pattern == entry.pattern }
      let respond: @Sendable (Request, [String]) async throws -> Response = { request, captured in
        let visit = try await site.visit(request)
        guard let mine = same.first(where: { $0.audiences.contains(visit.caller.audience) }) else {
          throw Problem.nothingHere
        }
        let response = try await mine.respond(visit, captured)
        try await visit.sandbox.record(
          visit.showing, session: visit.person.session, as: visit.caller)
        return response
      }
      let bodyLimit = same.map(\.bodyLimit).max() ?? Routes.defaultBodyLimit
      let files = same.contains(where: \.takesFiles) ? ArrivingFiles(site: site) : nil
      routes.add(entry.method, entry.pattern, bodyLimit, files, respond)
    }
    return routes
  }
}

extension Routes {
  /// Adds a route whose captures are handed on undecoded; no address of ours has more than three.
  fileprivate mutating func add(
    _ method: Method, _ pattern: String, _ bodyLimit: Int, _ files: ArrivingFiles?,
    _ respond: @escaping @Sendable (Request, [String]) async throws -> Response
  ) {
    switch pattern.count(where: { $0 == "{" }) {
    case 0: on(method, pattern, bodyLimit: bodyLimit, files: files) { try await respond($0, []) }
    case 1:
      on(method, pattern, bodyLimit: bodyLimit, files: files) { (request, first: String) in
        try await respond(request, [first])
      }
    case 2:
      on(method, pattern, bodyLimit: bodyLimit, files: files) {
        (request, first: String, second: String) in
        try await respond(request, [first, second])
      }
    default:
      on(method, pattern, bodyLimit: bodyLimit, files: files) {
        (request, first: String, second: String, third: String) in
        try await respond(request, [first, second, third])
      }
    }
  }
}
