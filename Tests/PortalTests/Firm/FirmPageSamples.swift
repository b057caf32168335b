import Foundation
import HTTPServer
import Testing
import Transparency
import Workflow

@testable import Portal

/// A page of every kind that firms and the public have, in both languages, for the tests that hold
/// of all pages.
enum FirmPageSamples {
  static let all = Task { try await made() }

  private static func made() async throws -> [(name: String, markup: String)] {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("looked at from all sides")
    let (reviewed, review) = try await site.reviewed("looked at in review")
    try await site.act(
      "ia_officer_1",
      Act(
        review, "request_information", detail: ["attributes": ["control.opt_out_reason"]],
        payload: ["wording": "Why is there no opt-out?"]))
    let approver = try await site.browser(FirmSite.approver)
    let question = try #require(
      try await approver.get("/applications/\(reviewed.reference)").page().all("a")
        .compactMap { $0.attributes["href"] }.first { $0.contains("/questions/") })
    let own = "/applications/\(draft.reference)"
    // The one with records, the one with most kinds of fields.
    let sections = ["applicant", "trial"]
    let paths =
      [
        "/", "/signin", "/account", "/applications", "/applications/new", own, "\(own)/facts",
        "\(own)/check", "\(own)/acts/withdraw", "\(own)/acts/document_added",
        "\(own)/acts/party_invited", "\(own)/acts/consent_given",
        "/applications/\(reviewed.reference)", question,
      ] + sections.map { "\(own)/facts/\($0)" }
    var pages: [(String, String)] = []
    for language in Language.allCases {
      var reader = approver
      reader.language = language.rawValue
      for path in paths {
        let page = try await reader.get(path)
        #expect(page.status == .ok, "\(path)")
        pages.append(("\(path) \(language)", page.markup))
      }
      let wrong = try await reader.act("\(own)/acts/guidance_asked", [])
      pages.append(("an error \(language)", wrong.markup))
    }
    return pages
  }
}
