public import HTTPServer
internal import Transparency
public import Workflow

/// The log over HTTP (C2SP tlog-tiles): checkpoint and hash tiles for everybody, entries for
/// auditors.
///
/// Checkpoint and hashes carry no content: each entry holds 128 random bits, so no leaf hash can be
/// guessed. Each bundle of entries that is fetched is an entry of the reader's session.
public enum LogRoutes {
  /// `GET /log/checkpoint` and `GET /log/tile/…`.
  ///
  /// - Parameters:
  ///   - log: the folder that the sealer publishes into.
  ///   - sandbox: finds out who a session's secret is, and records what is read.
  ///   - secret: the session's secret of a request, from its cookie; a bearer token goes before it.
  /// - Returns: the routes, to be included in the portal's table.
  public static func routes(
    _ log: PublishedLog, _ sandbox: Sandbox,
    secret: @escaping @Sendable (Request) -> String? = { _ in nil }
  ) -> Routes {
    var routes = Routes()
    routes.on(.get, "/log/checkpoint") { _ in
      try answering {
        var response = Response(
          contentType: "text/plain; charset=utf-8", body: .bytes(try log.checkpoint()))
        // It is the one file that changes.
        response.headers["Cache-Control"] = "no-cache"
        return response
      }
    }
    routes.on(.get, "/log/tile/{path...}") { request, path in
      try await tile("tile/" + path, of: log, sandbox, request, secret)
    }
    return routes
  }

  private static func tile(
    _ path: String, of log: PublishedLog, _ sandbox: Sandbox, _ request: Request,
    _ secret: @Sendable (Request) -> String?
  ) async throws -> Response {
    do {
      guard let tile = try log.tile(path) else { throw Problem.nothingHere }
      let found: [UInt8]?
      if tile.holdsEntries {
        let session = try await sandbox.resume(secret: bearer(of: request) ?? secret(request) ?? "")
        found = try await sandbox.entries(tile, of: log, as: session.caller)
      } else {
        found = try log.hashes(tile)
      }
      guard let bytes = found else { throw Problem.nothingHere }
      var response = Response(contentType: "application/octet-stream", body: .bytes(bytes))
      // What the signed checkpoint covers never changes; entries are nobody's to keep between.
      response.headers["Cache-Control"] =
        tile.holdsEntries ? "private, no-store" : "public, max-age=31536000, immutable"
      return response
    } catch let refusal as Refusal {
      throw problem(refusal)
    }
  }

  /// The token of `Authorization: Bearer …` (RFC 6750).
  private static func bearer(of request: Request) -> String? {
    guard let words = request.headers["Authorization"]?.split(separator: " "), words.count == 2,
      words[0].lowercased() == "bearer"
    else { return nil }
    return String(words[1])
  }

  private static func answering(_ answer: () throws -> Response) throws -> Response {
    do {
      return try answer()
    } catch let refusal as Refusal {
      throw problem(refusal)
    }
  }

  private static func problem(_ refusal: Refusal) -> Problem {
    switch refusal.kind {
    case .notSignedIn:
      Problem(
        .unauthorized, "Entries need an auditor's session or token.",
        headers: ["WWW-Authenticate": "Bearer"])
    case .forbidden: Problem(.forbidden, refusal.description)
    case .notFound: Problem(.notFound, refusal.description)
    case .unavailable:
      Problem(.serviceUnavailable, refusal.description, headers: ["Retry-After": "2"])
    default: Problem(of: refusal)
    }
  }
}
