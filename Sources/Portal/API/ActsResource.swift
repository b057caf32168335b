internal import Foundation
internal import HTTPServer
internal import Transparency
internal import Workflow

/// `POST /api/v1/acts`: fires any event that the token's holder may, of any table.
///
/// Body: `{"subject": "application/…", "event": "submit", "detail": {…}, "payload": {…}}`.
/// `If-Match` names the version that the caller saw; `Idempotency-Key` makes a repetition harmless.
/// Answer: where the subject stands, its version as `ETag`. A refusal is `application/problem+json`
/// and names the guard, or the events that are possible instead.
enum ActsResource {
  static func routes(_ site: Site) -> Routes {
    var routes = Routes()
    routes.on(.post, "/api/v1/acts", bodyLimit: bodyLimit) { request in
      let caller = try await site.apiCaller(request)
      let act = try act(in: request)
      let standing: Standing
      if let key = request.headers["Idempotency-Key"] {
        standing = try await site.sandbox.fire(act, once: key, as: caller)
      } else {
        standing = try await site.sandbox.fire(act, as: caller)
      }
      var response = try Response.json(standing)
      response.headers["ETag"] = "\"\(standing.version)\""
      return response
    }
    return routes
  }

  /// What the database takes of a payload, and a little for the rest.
  private static let bodyLimit = 4_200_000

  private static func act(in request: Request) throws -> Act {
    guard let body = try? JSONSerialization.jsonObject(with: Data(request.body)),
      let whole = body as? [String: Any], let subject = whole["subject"] as? String,
      let event = whole["event"] as? String
    else {
      throw Refusal(
        .malformed, "The body is no JSON object with subject and event.",
        advice: "See the documentation of POST /api/v1/acts.")
    }
    let known: Set = ["subject", "event", "detail", "payload"]
    if let unknown = whole.keys.sorted().first(where: { !known.contains($0) }) {
      throw Refusal(
        .malformed, "There is no field \(unknown).",
        advice: "Known are detail, event, payload and subject.")
    }
    return Act(
      subject, event, expected: try expectedVersion(request),
      detail: try object(whole["detail"], "detail"),
      payload: try object(whole["payload"], "payload"))
  }

  private static func expectedVersion(_ request: Request) throws -> Int? {
    guard let tag = request.headers["If-Match"] else { return nil }
    guard let version = Int(tag.filter { $0 != "\"" }) else {
      throw Refusal(.malformed, "If-Match is no version.", advice: "Send the ETag that you saw.")
    }
    return version
  }

  private static func object(_ value: Any?, _ name: String) throws -> [String: CanonicalJSON] {
    guard let value else { return [:] }
    guard value is [String: Any],
      let bytes = try? JSONSerialization.data(
        withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes]),
      case .object(let members) = try? CanonicalJSON([UInt8](bytes))
    else {
      throw Refusal(
        .malformed, "\(name) is no object of strings, integers, truth values, lists and objects.",
        advice: "Write decimals as strings; leave out what is null.")
    }
    return members
  }
}
