internal import HTTPServer
internal import Workflow

extension Request {
  /// The token of `Authorization: Bearer …`, a session's secret.
  var bearerToken: String? {
    guard let value = headers["Authorization"], value.hasPrefix("Bearer ") else { return nil }
    return String(value.dropFirst("Bearer ".count))
  }
}

extension Site {
  /// Answers a reader of the API; what is shown is recorded before it is sent, as with pages.
  func reading(
    _ request: Request, _ answer: (Caller, Showing) async throws -> Response
  ) async throws -> Response {
    let (caller, person) = try await apiReader(request)
    let showing = Showing()
    let response = try await answer(caller, showing)
    try await sandbox.record(showing, session: person.session, as: caller)
    return response
  }

  /// Who asks through the API; cookies do not count there, so no other site can ask in their name.
  func apiCaller(_ request: Request) async throws -> Caller {
    try await apiReader(request).caller
  }

  private func apiReader(
    _ request: Request
  ) async throws -> (caller: Caller, person: SignedIn) {
    guard let token = request.bearerToken else {
      throw Refusal(
        .notSignedIn, "No bearer token came with the request.",
        advice: "Send Authorization: Bearer with a session's token.")
    }
    return try await sandbox.resume(secret: token)
  }
}
