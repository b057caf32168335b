import Foundation
import HTTPServer
import Portal
import Postgres
import TestSupport
import Testing
import Workflow

struct OutageTests {
  @Test func `without its database the portal says so, and recovers by itself`() async throws {
    let server = try PrivateServer()
    defer { server.remove() }
    let pool = try Installation.pool(
      try server.configuration().connectionString, connections: 2)
    try await Installation(pool).initialise(schema: try Repository.text("schema.sql"))
    let sandbox = Sandbox(pool)
    let router = Portal.router(Site(sandbox))
    func beat() async throws {
      _ = try await sandbox.pulse(as: try await Installation(pool).session(of: "clockwork"))
    }
    func get(_ target: RequestTarget) async -> (status: Status, text: String) {
      let headers: Headers = [
        "Accept": "text/html", "Cookie": "session=\(String(repeating: "ab", count: 32))",
      ]
      let response = await router.respond(to: Request(.get, target, headers: headers))
      guard case .bytes(let bytes) = response.body else { return (response.status, "") }
      return (response.status, String(decoding: bytes, as: UTF8.self))
    }
    let early = await get("/readyz")
    #expect(early.status == .serviceUnavailable)
    #expect(early.text == "The clockwork has not run yet. Is sandboxpp tick running?\n")
    try await beat()
    #expect(await get("/readyz").status == .ok)
    #expect(await get("/applications").status == .seeOther)

    try server.kill()
    #expect(await get("/readyz").status == .serviceUnavailable)
    #expect(await get("/healthz").status == .ok)
    let page = await get("/applications")
    #expect(page.status == .serviceUnavailable)
    #expect(page.text.contains("It comes back by itself"))
    #expect(await get("/applications?lang=zh").text.contains("服務會自行恢復"))
    #expect(await get("/").status == .ok)

    try server.start()
    try await beat()
    #expect(await get("/readyz").status == .ok)
    #expect(await get("/applications").status == .seeOther)
    await pool.close()
  }
}
