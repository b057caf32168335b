import Foundation
import HTTPServer
import Testing

@testable import Portal

/// The portal as tests run it: its clock stands still.
enum SamplePages {
  /// 21 November 2026, 15:04 in Hong Kong.
  static let now = Date(timeIntervalSince1970: 1_795_244_640)
  static let environment = PortalEnvironment(
    publicOrigin: "http://portal.example", now: { SamplePages.now })
  static let router = Portal.router(Portal.commonRoutes(environment), environment)

  static let browser: Headers = ["Accept": "text/html", "Host": "portal.example"]

  static func get(_ target: RequestTarget, headers: Headers = [:]) async -> Response {
    var all = browser
    for field in headers.fields { all.add(field.name, field.value) }
    return await router.respond(to: Request(.get, target, headers: all))
  }

  static func text(_ response: Response) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One browser that has opened the page and may send its form.
  struct Visit {
    let cookie: String
    let token: String
    let key: String

    init(_ target: RequestTarget = "/components") async throws {
      let response = await SamplePages.get(target)
      let set = try #require(response.headers["Set-Cookie"])
      cookie = String(set.prefix { $0 != ";" })
      let page = try MarkupReader(SamplePages.text(response))
      func hidden(_ name: String) throws -> String {
        try #require(page.all("input").last { $0.attributes["name"] == name }?.attributes["value"])
      }
      token = try hidden(FormGuard.tokenField)
      key = try hidden(FormGuard.idempotencyField)
    }

    func post(
      _ fields: [(String, String)], origin: String? = "http://portal.example",
      token: String? = nil, to target: RequestTarget = "/components"
    ) async -> Response {
      var headers = SamplePages.browser
      headers.add("Content-Type", "application/x-www-form-urlencoded")
      headers.add("Cookie", cookie)
      if let origin { headers.add("Origin", origin) }
      let own = [
        (FormGuard.tokenField, token ?? self.token), (FormGuard.idempotencyField, key),
      ]
      let body = Array(Parameters(own + fields).encoded.utf8)
      return await SamplePages.router.respond(
        to: Request(.post, target, headers: headers, body: body))
    }
  }

  /// The samples, and the pages of firms and the public with what people typed into them.
  static func everyPage() async throws -> [(name: String, markup: String)] {
    try await all() + FirmPageSamples.all.value
  }

  /// The pages that say nothing but the portal's own words, in both languages, and a form with every
  /// error.
  static func all() async throws -> [(name: String, markup: String)] {
    var pages: [(String, String)] = []
    for language in Language.allCases {
      for path in ["/components", "/nothing-here"] {
        let target = try #require(RequestTarget("\(path)?lang=\(language.rawValue)"))
        pages.append(("\(path) \(language)", text(await get(target))))
      }
      let visit = try await Visit()
      let target = try #require(RequestTarget("/components?lang=\(language.rawValue)"))
      let wrong = await visit.post([("payment_cap", "x"), ("providers.count", "2")], to: target)
      pages.append(("errors \(language)", text(wrong)))
      let foreign = await visit.post([], origin: "http://evil.example", to: target)
      pages.append(("foreign \(language)", text(foreign)))
      let stale = await visit.post([("reason", "<kept>")], token: "old", to: target)
      pages.append(("stale \(language)", text(stale)))
    }
    return pages
  }
}
