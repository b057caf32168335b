/// Answers a request or throws; an error that is a `Problem` says its own answer.
public typealias Handler = @Sendable (Request) async throws -> Response

/// Stands before handlers: may answer itself, or change what goes in and what comes out.
public typealias Middleware =
  @Sendable (_ request: Request, _ next: @escaping Handler) async throws -> Response

/// A table of routes, built once at start.
public struct Routes: Sendable {
  /// What a body may be unless a route says otherwise: a long form in UTF-8, or a JSON document.
  public static let defaultBodyLimit = 1_048_576

  struct Entry: Sendable {
    let method: Method
    let pattern: PathPattern
    let bodyLimit: Int
    let files: (any FileIntake)?
    var respond: @Sendable (Request, [String]) async throws -> Response
  }

  private(set) var entries: [Entry] = []

  /// No routes.
  public init() {}

  /// Adds a route.
  ///
  /// The handler takes one argument for each capture of the pattern, in their order:
  ///
  ///     routes.on(.get, "/applications/{reference}/versions/{number}") {
  ///       (request, reference: CaseReference, number: Int) in …
  ///     }
  ///
  /// - Parameters:
  ///   - method: what is asked to be done; a GET route answers HEAD as well.
  ///   - pattern: literal segments, `{name}` and, last, `{name...}`.
  ///   - bodyLimit: the largest body in bytes; a larger one is answered 413.
  ///   - files: takes in the files of a multipart form while they arrive; without it the body is
  ///     held in memory.
  ///   - handler: the answer.
  public mutating func on<each Capture: PathCapture>(
    _ method: Method, _ pattern: String, bodyLimit: Int = Routes.defaultBodyLimit,
    files: (any FileIntake)? = nil,
    _ handler: @escaping @Sendable (Request, repeat each Capture) async throws -> Response
  ) {
    let path = PathPattern(pattern)
    var wanted = 0
    for _ in repeat (each Capture).self { wanted += 1 }
    precondition(
      wanted == path.captureCount,
      "route \(pattern) captures \(path.captureCount) segments, its handler takes \(wanted)")
    precondition(bodyLimit >= 0, "route \(pattern): a body limit is not negative")
    entries.append(
      Entry(
        method: method, pattern: path, bodyLimit: method.isSafe ? 0 : bodyLimit, files: files
      ) { request, captured in
        var segments = captured.makeIterator()
        let values = (repeat try Routes.decode((each Capture).self, &segments))
        return try await handler(request, repeat each values)
      })
  }

  /// Adds another table's routes, each behind the middleware given, the first outermost.
  public mutating func include(_ others: Routes, through middleware: Middleware...) {
    for var entry in others.entries {
      for layer in middleware.reversed() {
        let respond = entry.respond
        entry.respond = { request, captured in
          try await layer(request) { try await respond($0, captured) }
        }
      }
      entries.append(entry)
    }
  }

  /// Every route as `GET /applications/{reference}`, in the order added.
  public var list: [String] { entries.map { "\($0.method.rawValue) \($0.pattern)" } }

  private static func decode<Capture: PathCapture>(
    _ type: Capture.Type, _ segments: inout IndexingIterator<[String]>
  ) throws -> Capture {
    guard let segment = segments.next(), let value = Capture(pathSegment: segment) else {
      throw Problem.nothingHere
    }
    return value
  }
}

extension Problem {
  /// The answer to an address that does not exist, or that this person may not know of.
  public static let nothingHere = Problem(
    .notFound, "There is nothing at this address. Check it, or start from the front page.")
}
