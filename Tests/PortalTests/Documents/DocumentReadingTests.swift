import Crypto
import Foundation
import Glibc
import HTTPServer
import Postgres
import TestSupport
import Testing
import Transparency
import Workflow

@testable import Portal

struct DocumentReadingTests {
  /// What the session of somebody recorded last as viewed, newest first.
  private static func viewed(_ site: FirmSite, by login: String) async throws -> [String] {
    try await site.desk.pool.query(
      """
      SELECT (convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail')::text
        FROM audit_event e JOIN account a ON a.id = e.account
       WHERE e.type = 'hk.sandboxpp.access.viewed.v1' AND a.login = \(login)
       ORDER BY e.id DESC
      """
    ).map { try $0.decode(String.self) }
  }

  private static func added(
    _ kind: String, _ title: String, to draft: Draft, _ site: FirmSite, for attribute: String? = nil
  ) async throws -> String {
    var payload = try await site.paper(
      kind, title, of: "\(title) \(draft.reference)", by: FirmSite.preparer)
    if let attribute { payload["attribute"] = .string(attribute) }
    try await site.act(
      FirmSite.preparer, Act(draft.subject, "document_added", payload: payload))
    return payload["digest"]?.text ?? ""
  }

  @Test func `a download says what it is, is revalidated and stands in the trail`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("downloaded")
    let digest = try await DocumentReadingTests.added(
      "model_card", "模型/說明書 \u{202E}\"x\"", to: draft, site)
    let browser = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)/documents/\(digest)"
    let given = await browser.router.respond(
      to: Request(
        .get, try #require(RequestTarget(path)),
        headers: ["Cookie": "session=\(browser.secret)"]))
    #expect(given.status == .ok)
    let headers = given.headers
    #expect(headers["Content-Type"] == "text/plain; charset=utf-8")
    #expect(headers["X-Content-Type-Options"] == "nosniff")
    #expect(headers["ETag"] == "\"\(digest)\"")
    #expect(headers["Content-Security-Policy"] == "sandbox; default-src 'none'")
    let bytes = try #require(Digest(hex: digest)).bytes
    #expect(headers["Content-Digest"] == "sha-256=:\(Data(bytes).base64EncodedString()):")
    let disposition = try #require(headers["Content-Disposition"])
    #expect(
      disposition
        == "attachment; filename=\"______x.txt\"; filename*=UTF-8''%E6%A8%A1%E5%9E%8B%E8%AA%AA%E6%98%8E%E6%9B%B8%20x.txt"
    )
    let again = try await browser.fetch(path, [("If-None-Match", "\"\(digest)\"")])
    #expect(again.status == .notModified)
    let last = try await DocumentReadingTests.viewed(site, by: FirmSite.preparer)
    let wanted = "\"document\": \"\(digest)\""
    #expect(last.filter { $0.contains(wanted) && $0.contains(draft.reference) }.count == 2)
  }

  @Test func `a document is given to who reads its row and to nobody else`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("given to its readers")
    let card = try await DocumentReadingTests.added("model_card", "Card", to: draft, site)
    let path = "/applications/\(draft.reference)/documents/\(card)"
    for (login, status) in [
      (FirmSite.approver, Status.ok), ("ia_officer_1", .ok), ("auditor", .ok),
      (FirmSite.stranger, .notFound), ("compute_operator_1", .notFound),
    ] {
      #expect(try await site.browser(login).fetch(path).status == status, "\(login)")
    }
    // An officer who has not declared is told so and gets nothing.
    let undeclared = try await site.browser("ia_officer_2").fetch(path)
    #expect(undeclared.status == .forbidden)
    let member = try await site.browser("panel_member_1")
    #expect(try await member.fetch(path).status == .notFound)
  }

  @Test func `lists and answers of the API are entries of the reader's session`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("read through the API")
    let token = try await site.desk.installation.token(of: "ia_officer_1")
    func read(_ path: String) async throws -> Status {
      await site.router.respond(
        to: Request(
          .get, try #require(RequestTarget(path)), headers: ["Authorization": "Bearer \(token)"])
      ).status
    }
    for (path, view) in [
      ("/api/v1/applications", "applications"),
      ("/api/v1/applications/\(draft.reference)", "case"),
      ("/api/v1/applications/\(draft.reference)/desk", "desk"),
      ("/api/v1/applications/\(draft.reference)/parties", "parties"),
      ("/api/v1/inbox?whose=desk", "inbox"),
    ] {
      // Other tests read as the same officer beside this one.
      let known = try await DocumentReadingTests.viewed(site, by: "ia_officer_1").count
      #expect(try await read(path) == .ok, "\(path)")
      let fresh = try await DocumentReadingTests.viewed(site, by: "ia_officer_1").dropLast(known)
      #expect(
        fresh.contains { $0.contains("\"view\": \"\(view)\"") && $0.contains("GS") },
        "\(path): \(fresh)")
    }
    let officer = try await site.browser("ia_officer_1")
    for (path, view) in [("/inbox", "inbox"), ("/applications", "applications")] {
      let known = try await DocumentReadingTests.viewed(site, by: "ia_officer_1").count
      _ = try await officer.get(path)
      let fresh = try await DocumentReadingTests.viewed(site, by: "ia_officer_1").dropLast(known)
      #expect(fresh.contains { $0.contains("\"view\": \"\(view)\"") }, "\(path)")
    }
    // What is not shown is no entry.
    #expect(try await read("/api/v1/applications/GS26-AAAAA-A") == .notFound)
    let all = try await DocumentReadingTests.viewed(site, by: "ia_officer_1")
    #expect(!all.contains { $0.contains("GS26-AAAAA-A") })
  }

  @Test
  func
    `evidence stands beside its fact on the form, the case page, the checklist and between versions`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("with evidence")
    let path = "/applications/\(draft.reference)"
    let adding = "\(path)/acts/document_added?attribute=control.kill_switch"
    let preparer = try await site.browser(FirmSite.preparer)
    #expect(try await preparer.get("\(path)/facts/controls").markup.contains(adding))
    func add(_ title: String) async throws {
      let sent = try await preparer.sendFile(
        Array("\(title) \(draft.reference)".utf8), named: "evidence.txt",
        [("kind", "supporting_paper"), ("title", title)], to: adding)
      #expect(sent.status == .seeOther, "\(sent.markup)")
    }
    try await add("Drill in May")
    let form = try await preparer.get("\(path)/facts/controls")
    #expect(form.markup.contains(">Drill in May</a>"))
    for kind in ["share_regulators", "share_cyberport", "publish_summary"] {
      try await site.act(
        FirmSite.approver, Act(draft.subject, "consent_given", detail: ["kind": .string(kind)]))
    }
    try await site.act(FirmSite.approver, Act(draft.subject, "submit"))
    try await site.desk.browser("hkma_officer_1").declare(draft.reference)
    try await site.act("hkma_officer_1", Act(draft.subject, "accept_complete"))
    let desk = try await site.browser("hkma_officer_1")
    #expect(try await desk.get("\(path)/facts").markup.contains(">Drill in May</a>"))
    // Beside the rule that reads the fact, and not beside one that does not.
    let articles = try await desk.get("\(path)/checklist").markup.components(
      separatedBy: "<article ")
    let beside = articles.filter { $0.contains(">Drill in May</a>") }
    #expect(!beside.isEmpty && beside.count < articles.count / 2)

    // Another document beside the same value is a difference between the versions.
    try await add("Drill in June")
    try await site.desk.browser("hkma_coordinator").declare(draft.reference)
    try await site.act(
      "hkma_coordinator",
      Act(draft.subject, "amendment_invited", detail: ["reason": "the drill was repeated"]))
    try await site.save({ $0["model.name"] = "Lantern 3" }, in: draft)
    try await site.act(FirmSite.approver, Act(draft.subject, "amend"))
    for reader in [desk, preparer] {
      let rows = try await reader.get("\(path)/versions").rows()
      let row = try #require(rows.first { $0.contains("Drill in June") })
      #expect(row.components(separatedBy: "Drill in May").count == 3)
      #expect(row.components(separatedBy: "Drill in June").count == 2)
    }
  }

  @Test func `a connection cut in the middle leaves no file and no row`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("cut in the middle")
    let folder = try TemporaryFolder()
    let pool = try Installation.pool(
      site.desk.database.configuration(user: "portal").connectionString, connections: 2)
    let router = Portal.router(
      Site(
        Sandbox(pool, content: folder.path),
        in: PortalEnvironment(publicOrigin: "http://portal.example")))
    let listener = try HTTPListener(router, address: "127.0.0.1", port: 0)
    let browser = try await site.browser(FirmSite.preparer)
    let request = try await browser.fileRequest(
      [UInt8](repeating: 0x61, count: 3_000_000), named: "cut.txt",
      [("kind", "model_card"), ("title", "Cut")],
      to: "/applications/\(draft.reference)/acts/document_added")
    let socket = try DocumentReadingTests.connect(to: listener.port)
    let head =
      "POST \(request.path) HTTP/1.1\r\n"
      + request.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
      + "Content-Length: \(request.body.count)\r\n\r\n"
    for piece in [Array(head.utf8), Array(request.body.prefix(1_500_000))] {
      #expect(send(socket, piece, piece.count, Int32(MSG_NOSIGNAL)) == piece.count)
    }
    func drafts() -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/drafts"))?.count ?? 0
    }
    let deadline = ContinuousClock.now + .seconds(60)
    while drafts() == 0, .now < deadline { await Task.yield() }
    #expect(drafts() == 1)
    close(socket)
    while drafts() > 0, .now < deadline { await Task.yield() }
    #expect(drafts() == 0)
    let files = FileManager.default.enumerator(atPath: folder.path + "/sha256")?.allObjects ?? []
    #expect(files.isEmpty)
    await listener.stop(grace: .zero)
    await pool.close()
    let rows = try await site.desk.count(
      "SELECT count(*) FROM document WHERE title = 'Cut'")
    #expect(rows == 0)
  }

  private static func connect(to port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
    return descriptor
  }
}
