import Foundation
import HTTPServer
import Samples
import Testing

@testable import Portal

struct SignInTests {
  /// A browser that nobody has signed in with.
  private static func stranger() async throws -> DeskBrowser {
    let site = try await FirmSite.shared.value
    return DeskBrowser(
      router: site.router, secret: BrowserSession.fresh().secret)
  }

  private static func signIn(
    _ login: String, _ password: String, at path: String = "/signin"
  ) async throws -> DeskBrowser.Answer {
    let browser = try await stranger()
    return try await browser.send(
      [("login", login), ("password", password)], in: try await browser.get(path), at: "/signin")
  }

  @Test func `a wrong password and an unknown name are told the same`() async throws {
    let wrong = try await SignInTests.signIn(FirmSite.preparer, "guess")
    let unknown = try await SignInTests.signIn("nobody_at_all", "guess")
    for answer in [wrong, unknown] {
      #expect(answer.status == .unauthorized)
      #expect(try answer.text().contains("The sign-in name or the password is wrong."))
      #expect(!answer.markup.contains("value=\"guess\""))
    }
    #expect(
      wrong.lasting.replacingOccurrences(of: FirmSite.preparer, with: "nobody_at_all")
        == unknown.lasting)
  }

  @Test func `the right password leads home, or to where the person wanted to go`() async throws {
    let home = try await SignInTests.signIn(FirmSite.preparer, SampleCast.password)
    #expect(home.status == .seeOther && home.location == "/home")
    let there = try await SignInTests.signIn(
      FirmSite.preparer, SampleCast.password, at: "/signin?to=%2Fapplications%2Fnew")
    #expect(there.location == "/applications/new")
    let elsewhere = try await SignInTests.signIn(
      FirmSite.preparer, SampleCast.password, at: "/signin?to=%2F%2Fevil.example")
    #expect(elsewhere.location == "/home")
  }

  @Test func `after ten wrong passwords a name waits`() async throws {
    let login = "tried_too_often"
    for _ in 0..<10 {
      #expect(try await SignInTests.signIn(login, "x").status == .unauthorized)
    }
    let refused = try await SignInTests.signIn(login, "x")
    #expect(refused.status == .tooManyRequests)
    #expect(try refused.text().contains("Wait ten minutes"))
  }

  @Test func `a page for people who are signed in leads to signing in and back`() async throws {
    let answer = try await SignInTests.stranger().get("/applications?before=x")
    #expect(answer.status == .seeOther)
    #expect(answer.location == "/signin?to=%2Fapplications%3Fbefore%3Dx")
  }

  @Test func `what was typed when the session had ended comes back after signing in`() async throws
  {
    let site = try await FirmSite.shared.value
    let browser = try await site.browser(FirmSite.preparer)
    let form = try await browser.get("/applications/new")
    #expect(form.status == .ok)
    let left = try await browser.send([], in: form, at: "/signout")
    #expect(left.status == .seeOther)

    let typed = [("title_en", "Typed <before> the end"), ("cohort", "sample-2026")]
    let late = try await browser.send(typed, in: form, at: "/applications/new")
    #expect(late.status == .unauthorized)
    #expect(try late.text().contains("What you typed is kept"))
    let back = try await browser.send(
      [("login", FirmSite.preparer), ("password", SampleCast.password)], in: late, at: "/signin")
    #expect(back.status == .ok)
    let values = try back.page().all("input").compactMap { $0.attributes["value"] }
    #expect(values.contains("Typed &lt;before&gt; the end"))
    let form2 = try back.page().all("form").compactMap { $0.attributes["action"] }
    #expect(form2.contains("/applications/new"))
  }

  @Test func `nobody is signed in by a secret that was not given to them`() async throws {
    let site = try await FirmSite.shared.value
    let guessed = DeskBrowser(
      router: site.router, secret: String(repeating: "ab", count: 32))
    #expect(try await guessed.get("/applications").status == .seeOther)
    #expect(try await guessed.get("/").markup.contains("href=\"/signin\""))
  }
}
