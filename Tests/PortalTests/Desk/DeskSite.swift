import Foundation
import HTTPServer
import Portal
import Postgres
import Samples
import TestSupport
import Testing
import Workflow

/// The portal on a database that holds the sample, made once for all tests of the desks' pages.
///
/// Tests that change a case each take another one.
struct DeskSite: Sendable {
  let database: TestDatabase
  let router: Router
  let sandbox: Sandbox
  let installation: Installation
  let pool: Pool

  static let shared = Task { try await DeskSite() }

  private init() async throws {
    database = try await TestDatabase.make()
    pool = try Installation.pool(
      database.configuration.connectionString, connections: 8, patience: .seconds(120))
    installation = Installation(pool)
    sandbox = Sandbox(pool, keystore: try .shared())
    try await installation.initialise(schema: try Repository.text("schema.sql"))
    let loader = try SampleLoader(
      root: Repository.root.path, installation, sandbox, say: { _ in })
    try await loader.loadProgramme()
    try await loader.walkApplications()
    router = Portal.router(
      Site(sandbox, in: PortalEnvironment(publicOrigin: "http://portal.example")))
  }

  /// A browser in which somebody is signed in.
  func browser(_ login: String) async throws -> DeskBrowser {
    DeskBrowser(router: router, secret: try await installation.token(of: login))
  }

  /// The references of the applications in a state with a lead, in their order.
  func cases(_ state: String, lead: String) async throws -> [String] {
    try await pool.query(
      """
      SELECT a.reference FROM application a JOIN subject s ON s.id = a.id
       WHERE s.state = \(state) AND s.remit = \(lead) ORDER BY a.title_en
      """
    ).map { try $0[0, as: String.self] }
  }

  /// One number.
  func count(_ statement: SQL) async throws -> Int {
    try await pool.query(statement).one()[0, as: Int.self]
  }
}

/// A signed-in browser that talks straight to the router.
struct DeskBrowser {
  let router: Router
  let secret: String
  /// The language that was chosen before.
  var language = "en"

  /// A page as it was answered.
  struct Answer {
    let status: Status
    let markup: String
    let location: String?

    /// Whether markup of ours went through as text: what others type stays out of it.
    var hasEscapedMarkup: Bool {
      markup.contains(#/&lt;(p|ul|ol|li|a|span|section|div|td|details)( class| href|&gt;)/#)
    }

    func page() throws -> MarkupReader { try MarkupReader(markup) }

    /// The text inside `main`.
    func text() throws -> String { try page().all("main").first?.text ?? "" }

    /// The rows of tables, each as text.
    func rows() throws -> [String] { try page().all("tr").map(\.text) }
  }

  func get(_ path: String) async throws -> Answer {
    let target = try #require(RequestTarget(path))
    return answer(await router.respond(to: Request(.get, target, headers: headers)))
  }

  /// Opens the page of an act, fills its form in and sends it.
  func act(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
    try await send(fields, in: try await get(path), at: path)
  }

  /// Sends the form that a page holds for an address.
  func send(_ fields: [(String, String)], in opened: Answer, at path: String) async throws -> Answer
  {
    let page = try opened.page()
    let form = try #require(
      page.elements.indices.last {
        page.elements[$0].name == "form"
          && page.elements[$0].attributes["action"]?.hasPrefix(
            path.prefix { $0 != "?" }.description)
            == true
      }, "no form at \(path)")
    let action = page.elements[form].attributes["action"] ?? ""
    let hidden = page.elements.filter {
      $0.ancestors.contains(form) && $0.attributes["type"] == "hidden"
    }.map { ($0.attributes["name"] ?? "", $0.attributes["value"]?.unescaped ?? "") }
    var all = headers
    all.add("Content-Type", "application/x-www-form-urlencoded")
    all.add("Origin", "http://portal.example")
    let target = try #require(RequestTarget(action.unescaped))
    let body = Array(Parameters(hidden + fields).encoded.utf8)
    return answer(
      await router.respond(to: Request(.post, target, headers: all, body: body)))
  }

  private var headers: Headers {
    [
      "Accept": "text/html", "Host": "portal.example",
      "Cookie": "session=\(secret); language=\(language)",
    ]
  }

  private func answer(_ response: Response) -> Answer {
    var markup = ""
    if case .bytes(let bytes) = response.body { markup = String(decoding: bytes, as: UTF8.self) }
    return Answer(
      status: response.status, markup: markup, location: response.headers["Location"])
  }

  /// Says that there is no conflict of interest, where that was not said before.
  func declare(_ reference: String) async throws {
    let opened = try await get("/applications/\(reference)")
    guard opened.markup.contains("action=\"/applications/\(reference)/act/conflict_declared") else {
      return
    }
    let sent = try await send(
      [("conflict", "no")], in: opened, at: "/applications/\(reference)/act/conflict_declared")
    #expect(sent.status == .seeOther, "\(sent.markup)")
  }

  /// The address of an act on a case's page.
  func address(of event: String, on reference: String) async throws -> String {
    let page = try await get("/applications/\(reference)").page()
    let link = page.all("a").compactMap { $0.attributes["href"] }.first {
      $0.hasPrefix("/applications/\(reference)/act/\(event)")
    }
    return try #require(link, "\(event) is not offered").unescaped
  }
}

extension String {
  /// Markup's text as it was before it was escaped.
  var unescaped: String {
    let escapes = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ]
    return escapes.reduce(self) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }
}
