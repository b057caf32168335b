import Foundation
import FoundationNetworking
import HTTPServer
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

@testable import Portal

/// What somebody tries who means harm, or whose browser or program is broken.
struct AdversaryTests {
  private static func post(
    _ site: FirmSite, _ path: String, _ body: [UInt8], secret: String,
    type: String = "application/x-www-form-urlencoded"
  ) async throws -> Response {
    await site.router.respond(
      to: Request(
        .post, try #require(RequestTarget(path)),
        headers: [
          "Accept": "text/html", "Host": "portal.example", "Cookie": "session=\(secret)",
          "Origin": "http://portal.example", "Content-Type": type,
        ], body: body))
  }

  @Test func `a session that was planted before signing in is worth nothing afterwards`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let planted = BrowserSession.fresh().secret
    let browser = DeskBrowser(router: site.router, secret: planted)
    let page = try await browser.get("/signin")
    let hidden = try page.page().all("input").filter { $0.attributes["type"] == "hidden" }
      .map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") }
    let fields =
      hidden + [("login", FirmSite.preparer), ("password", SampleCast.password)]
    let signedIn = try await AdversaryTests.post(
      site, "/signin", Array(Parameters(fields).encoded.utf8), secret: planted)
    #expect(signedIn.status == .seeOther)
    let given = try #require(signedIn.headers["Set-Cookie"])
    #expect(!given.contains(planted))
    #expect(given.contains("HttpOnly") && given.contains("SameSite=Lax"))
    #expect(try await browser.get("/applications").status == .seeOther)
  }

  @Test func `no page and no form of another firm's case answers`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("belongs to another firm")
    let stranger = try await site.browser(FirmSite.stranger)
    let path = "/applications/\(draft.reference)"
    let secret = try await site.desk.installation.token(of: FirmSite.stranger)
    let token = BrowserSession(secret: secret).formToken
    let body = Array(
      Parameters([
        ("form_token", token), ("idempotency_key", String(repeating: "k", count: 32)),
        ("expected_version", "\(draft.version)"), ("reason", "Not mine"),
        ("kind", "share_cyberport"),
      ]).encoded.utf8)
    let pages = [
      "", "/facts", "/facts/model", "/check", "/acts/withdraw", "/acts/guidance_asked",
      "/acts/report?subject=incident/new", "/acts/ask?subject=relief/new", "/jobs/new",
      "/questions/\(UUID())", "/conditions/\(UUID())",
      "/documents/\(String(repeating: "a", count: 64))",
    ]
    for page in pages {
      #expect(try await stranger.get(path + page).status == .notFound, "\(page)")
      guard page.contains("/acts/") || page.contains("/facts/") || page.contains("/new") else {
        continue
      }
      let sent = try await AdversaryTests.post(site, path + page, body, secret: secret)
      #expect(sent.status == .notFound, "\(page) \(sent.status)")
    }
    let now = try await site.desk.sandbox.draft(
      draft.reference, as: try await site.caller(FirmSite.preparer))
    #expect(now.version == draft.version && now.revision == draft.revision)
  }

  @Test func `a subject of another case is not acted on through an own case`() async throws {
    let site = try await FirmSite.shared.value
    let mine = try await site.draft("asks for relief here")
    let other = try await site.draft("asks for relief there")
    let relief = try await site.act(
      FirmSite.approver,
      Act(
        "relief/new", "ask",
        detail: ["remit": "HKMA", "requirement": "R27, for want of customers"],
        payload: ["parent": .string(other.subject)]))
    let browser = try await site.browser(FirmSite.approver)
    let named = Parameters([("subject", relief.subject)]).encoded
    let answer = try await browser.get("/applications/\(mine.reference)/acts/ask?\(named)")
    #expect(answer.status == .notFound)
  }

  @Test(arguments: [
    "/log/tile/../../keys/log.key", "/log/tile/%2e%2e/%2e%2e/keys/log.key",
    "/log/tile/..%2f..%2fkeys%2flog.key", "/log/tile/0/000%00", "/log/tile/-1/000",
    "/log/tile/0/x000", "/log/tile/entries/../entries/000", "/assets/../Package.swift",
    "/assets/..%2fPackage.swift", "/audit/exports/../../etc/passwd",
    "/audit/exports/00000000000000000000000000000000/trail.%2e%2e%2fx",
    "/applications/%00", "/applications/%0d%0aSet-Cookie:%20a=b", "/%c0%ae%c0%ae/",
    "//evil.example/",
  ])
  func `an address that climbs or lies leads nowhere`(address: String) async throws {
    let site = try await FirmSite.shared.value
    let auditor = try await site.browser("auditor")
    // An address that cannot be read is answered 400 before it is routed.
    guard RequestTarget(address) != nil else { return }
    let answer = try await auditor.get(address)
    #expect(answer.status == .notFound, "\(answer.status)")
  }

  @Test func `what a query or a form says never becomes a header`() async throws {
    let site = try await FirmSite.shared.value
    let secret = try await site.desk.installation.token(of: FirmSite.preparer)
    let headers: Headers = ["Accept": "text/html", "Cookie": "session=\(secret)"]
    let planted = "%0d%0aX-Planted:%20yes"
    for path in [
      "/home?lang=zh\(planted)", "/applications?done=application.submit\(planted)",
      "/applications?before=\(planted)", "/signin?to=/applications\(planted)",
    ] {
      let target = try #require(RequestTarget(path))
      let response = await site.router.respond(to: Request(.get, target, headers: headers))
      #expect(response.status.code < 500, "\(path) \(response.status)")
      #expect(response.headers["X-Planted"] == nil)
      for name in ["Location", "Set-Cookie", "Content-Language", "Content-Disposition"] {
        let values = response.headers.values(of: name)
        #expect(!values.contains { $0.contains("\r") || $0.contains("\n") }, "\(path)")
      }
    }
    let browser = DeskBrowser(router: site.router, secret: BrowserSession.fresh().secret)
    let sent = try await browser.send(
      [("login", FirmSite.preparer), ("password", SampleCast.password)],
      in: try await browser.get("/signin?to=%2Fhome%0d%0aX-Planted:%20yes"), at: "/signin")
    #expect(sent.location == "/home")
  }

  @Test func `a body that cannot be read is refused as what it is, and nothing happens`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("sent broken bodies")
    let path = "/applications/\(draft.reference)/acts/guidance_asked"
    let secret = try await site.desk.installation.token(of: FirmSite.approver)
    let own = Parameters([
      ("form_token", BrowserSession(secret: secret).formToken),
      ("idempotency_key", String(repeating: "b", count: 32)),
      ("reason", "Which remit?"),
    ]).encoded
    let form = "application/x-www-form-urlencoded"
    let bodies: [(String, [UInt8], Status)] = [
      ("application/json", Array("{}".utf8), .unsupportedMediaType),
      ("text/plain", Array(own.utf8), .unsupportedMediaType),
      ("multipart/form-data", Array(own.utf8), .badRequest),
      ("multipart/form-data; boundary=edge", Array("--edge\r\n\r\n".utf8), .badRequest),
      (form, Array("\(own)&expected_version=1&more=%zz".utf8), .badRequest),
      (form, Array("\(own)&more=".utf8) + [0xFF, 0xFE], .badRequest),
      // The version is what keeps a stale page from acting: garbled or gone, nothing is done.
      (form, Array(own.utf8), .badRequest),
      (form, Array("\(own)&expected_version=x".utf8), .badRequest),
      (form, Array("\(own)&expected_version=99999999999999999999".utf8), .badRequest),
    ]
    for (type, body, status) in bodies {
      let sent = try await AdversaryTests.post(site, path, body, secret: secret, type: type)
      #expect(sent.status == status, "\(type) \(String(decoding: body, as: UTF8.self))")
    }
    let browser = try await site.browser(FirmSite.approver)
    let nothing = try await browser.act(path, [("reason", "a\u{0}b, held by the page")])
    #expect(nothing.status == .badRequest)
    #expect(nothing.markup.contains("held by the page"))
    #expect(try await browser.get("/applications?before=%00").status == .badRequest)
    let now = try await site.desk.sandbox.draft(
      draft.reference, as: try await site.caller(FirmSite.preparer))
    #expect(now.version == draft.version)
  }

  @Test func `over real connections a body beyond its bound is refused with a page`() async throws {
    let site = try await FirmSite.shared.value
    let listener = try HTTPListener(site.router, address: "127.0.0.1", port: 0)
    let secret = try await site.desk.installation.token(of: FirmSite.approver)
    let address = try #require(
      URL(string: "http://127.0.0.1:\(listener.port)/applications/GS26-AAAAA-A/acts/withdraw"))
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.setValue("text/html", forHTTPHeaderField: "Accept")
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    request.setValue("session=\(secret); language=zh", forHTTPHeaderField: "Cookie")
    request.httpShouldHandleCookies = false
    request.httpBody = Data(repeating: UInt8(ascii: "a"), count: FirmSiteBounds.beyondForms)
    let (data, response) = try await URLSession.shared.data(for: request)
    #expect((response as? HTTPURLResponse)?.statusCode == 413)
    #expect(String(decoding: data, as: UTF8.self).contains("內容過大"))
    await listener.stop()
  }

  @Test func `the programs' interface refuses what it does not know`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("asked by a program")
    let token = try await site.desk.installation.token(of: FirmSite.approver)
    func post(_ body: String, bearer: Bool = true) async -> Response {
      var headers: Headers = ["Content-Type": "application/json"]
      headers.add(
        bearer ? "Authorization" : "Cookie", bearer ? "Bearer \(token)" : "session=\(token)")
      return await site.router.respond(
        to: Request(.post, "/api/v1/acts", headers: headers, body: Array(body.utf8)))
    }
    let start = "{\"subject\": \"\(draft.subject)\", \"event\": \"guidance_asked\""
    let refused: [(String, Status)] = [
      ("", .badRequest), ("[]", .badRequest), ("{\"subject\": 1}", .badRequest),
      ("\(start), \"detail\": {\"reason\": null}}", .badRequest),
      ("\(start), \"detail\": {\"reason\": 1.5}}", .badRequest),
      ("\(start), \"force\": true}", .badRequest),
      ("\(start), \"detail\": {\"__proto__\": {}, \"A\": 1}}", .badRequest),
      (
        "\(start), \"detail\": {\"reason\": \"\(String(repeating: "x", count: 20_000))\"}}",
        .badRequest
      ),
    ]
    for (body, status) in refused {
      let answer = await post(body)
      #expect(answer.status == status, "\(body.prefix(120))")
      #expect(answer.headers["Content-Type"] == "application/problem+json")
    }
    // A cookie is no token there: another site could send it.
    let cookie = await post("\(start), \"detail\": {\"reason\": \"By cookie\"}}", bearer: false)
    #expect(cookie.status == .unauthorized)
  }
}

/// Bounds that the tests go beyond.
enum FirmSiteBounds {
  /// More than a form without a file may be.
  static let beyondForms = Routes.defaultBodyLimit + 1_000_000
}
