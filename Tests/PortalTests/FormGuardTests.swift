import HTTPServer
import Testing

@testable import Portal

struct FormGuardTests {
  @Test func `a form from its own page is let through`() async throws {
    let response = await (try await SamplePages.Visit()).post([("reason", "x")])
    #expect(response.status == .ok)
  }

  @Test(arguments: ["http://evil.example", "null", "https://portal.example", nil])
  func `a form from another origin is refused and nothing of it is shown`(
    origin: String?
  ) async throws {
    let response = await (try await SamplePages.Visit()).post(
      [("reason", "planted")], origin: origin)
    #expect(response.status == .forbidden)
    #expect(!SamplePages.text(response).contains("planted"))
  }

  @Test func `a form with another session's token is refused, and what was typed is kept`()
    async throws
  {
    let other = try await SamplePages.Visit()
    let visit = try await SamplePages.Visit()
    #expect(other.token != visit.token)
    let response = await visit.post([("reason", "long <thought>")], token: other.token)
    #expect(response.status == .forbidden)
    let page = try MarkupReader(SamplePages.text(response))
    let kept = page.all("input").filter { $0.attributes["type"] == "hidden" }
    #expect(kept.contains { $0.attributes["value"] == "long &lt;thought&gt;" })
    #expect(kept.contains { $0.attributes["value"] == visit.token })
    #expect(page.all("form").contains { $0.attributes["action"] == "/components" })
  }

  @Test func `a browser that lost its cookie gets a new one with its kept form`() async throws {
    let visit = try await SamplePages.Visit()
    var headers = SamplePages.browser
    headers.add("Origin", "http://portal.example")
    headers.add("Content-Type", "application/x-www-form-urlencoded")
    let body = Array("form_token=\(visit.token)&idempotency_key=\(visit.key)&reason=kept".utf8)
    let refused = await SamplePages.router.respond(
      to: Request(.post, "/components", headers: headers, body: body))
    #expect(refused.status == .forbidden)
    let set = try #require(refused.headers["Set-Cookie"])
    let page = try MarkupReader(SamplePages.text(refused))
    let again = Parameters(
      page.all("input").map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") })
    headers.add("Cookie", String(set.prefix { $0 != ";" }))
    let accepted = await SamplePages.router.respond(
      to: Request(.post, "/components", headers: headers, body: Array(again.encoded.utf8)))
    #expect(accepted.status == .ok)
    #expect(again["reason"] == "kept")
  }

  @Test func `a form shown again carries what was typed and the same key`() async throws {
    let visit = try await SamplePages.Visit()
    let response = await visit.post([
      ("applicant.legal_name", "\"A\" & <B>"), ("payment_cap", "12,34"),
      ("control.hitl", "sampled"),
      ("reason", "\nfirst line empty"), ("trial.start.day", "99"), ("providers.count", "1"),
      ("providers.0.name", "P"),
    ])
    let text = SamplePages.text(response)
    let page = try MarkupReader(text)
    func value(_ name: String) -> String? {
      page.all("input").last { $0.attributes["name"] == name }?.attributes["value"]
    }
    #expect(value("applicant.legal_name") == "&quot;A&quot; &amp; &lt;B&gt;")
    #expect(value("payment_cap") == "12,34")
    #expect(value("trial.start.day") == "99")
    #expect(value("providers.0.name") == "P")
    #expect(value(FormGuard.idempotencyField) == visit.key)
    let box = page.all("input").first { $0.attributes["id"] == "f-control-hitl-sampled" }
    #expect(box?.attributes["checked"] != nil)
    // Browsers drop the first line break of a text area; the typed one is the second.
    #expect(text.contains(">\n\nfirst line empty</textarea>"))
  }

  @Test func `over https the cookie is bound to the host`() async throws {
    let environment = PortalEnvironment(publicOrigin: "https://portal.example")
    let router = Portal.router(Portal.commonRoutes(environment), environment)
    let response = await router.respond(
      to: Request(.get, "/components", headers: SamplePages.browser))
    let cookie = try #require(response.headers["Set-Cookie"])
    #expect(cookie.hasPrefix("__Host-session="))
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
  }

  @Test func `a secret that could not be ours is replaced`() {
    let request = Request(.get, "/", headers: ["Cookie": "session=abc"])
    #expect(BrowserSession(of: request, isSecure: false).isNew)
  }

  @Test func `a program is answered in JSON, a person with a page`() async {
    let page = await SamplePages.get("/nothing")
    #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(page.status == .notFound)
    let program = await SamplePages.router.respond(to: Request(.get, "/nothing"))
    #expect(program.headers["Content-Type"] == "application/problem+json")
    let api = await SamplePages.get("/api/v1/nothing")
    #expect(api.headers["Content-Type"] == "application/problem+json")
  }
}
