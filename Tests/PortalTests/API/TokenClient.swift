import Foundation
import HTTPServer
import Postgres
import Testing
import Transparency
import Workflow

/// A program that holds somebody's token and speaks to `/api/v1` of the portal, which is logged in
/// as its own role.
struct TokenClient {
  let site: FirmSite
  let token: String

  /// What the API answered to an act.
  struct Answer {
    let status: Status
    let subject: String?
    let state: String?
    let detail: String?
  }

  init(_ login: String, at site: FirmSite) async throws {
    self.site = site
    token = try await site.desk.installation.token(of: login)
  }

  /// Opens a second account of somebody who has one, and a client of it.
  init(
    twinOf login: String, named twin: String, _ role: String, of place: String, at site: FirmSite
  ) async throws {
    _ = try await site.desk.pool.query(
      """
      SELECT open_account(\(twin)::text, p.name_en, p.name_zh, a.audience,
        jsonb_build_array(jsonb_build_object('role', \(role)::text, 'of', \(place)::text)), NULL, p.id)
        FROM account a JOIN person p ON p.id = a.person WHERE a.login = \(login)
      """)
    try await self.init(twin, at: site)
  }

  /// Sends `POST /api/v1/acts`.
  func act(
    _ subject: String, _ event: String, detail: CanonicalJSON = [:], payload: CanonicalJSON = [:],
    once key: String? = nil
  ) async throws -> Answer {
    var headers: Headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
    if let key { headers.add("Idempotency-Key", key) }
    let body: CanonicalJSON = [
      "subject": .string(subject), "event": .string(event), "detail": detail, "payload": payload,
    ]
    let response = await site.router.respond(
      to: Request(.post, "/api/v1/acts", headers: headers, body: try body.encoded()))
    guard case .bytes(let bytes) = response.body,
      let said = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    else { throw Unreadable() }
    return Answer(
      status: response.status, subject: said["subject"] as? String, state: said["state"] as? String,
      detail: said["detail"] as? String)
  }

  /// Proposes an act of several persons.
  func propose(
    _ event: String, on parent: String, detail: CanonicalJSON = [:], payload: CanonicalJSON = [:]
  ) async throws -> Answer {
    try await act(
      "proposal/new", "propose", detail: ["event": .string(event)],
      payload: ["parent": .string(parent), "detail": detail, "payload": payload])
  }

  /// The API's answer was no JSON object.
  struct Unreadable: Error {}
}
