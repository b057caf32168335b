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
  /// Who asks through the API; cookies do not count there, so no other site can ask in their name.
  func apiCaller(_ request: Request) async throws -> Caller {
    guard let token = request.bearerToken else {
      throw Refusal(
        .notSignedIn, "No bearer token came with the request.",
        advice: "Send Authorization: Bearer with a session's token.")
    }
    return try await sandbox.resume(secret: token).caller
  }
}
