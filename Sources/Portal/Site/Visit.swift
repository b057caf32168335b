internal import HTTPServer
internal import Workflow

/// One request of somebody who is signed in: all that a page needs beside what it shows.
struct Visit: Sendable {
  let request: Request
  let site: Site
  /// Who asks, for every use case.
  let caller: Caller
  /// Who that is, for names and roles.
  let person: SignedIn
  /// Language, time, masthead.
  let context: PageContext
  /// What the answer shows, to be recorded before it is sent.
  let showing = Showing()

  init(_ request: Request, _ site: Site, _ caller: Caller, _ person: SignedIn) {
    self.request = request
    self.site = site
    self.caller = caller
    self.person = person
    context = PageContext(
      of: request, in: site.environment, viewer: Visit.viewer(person, request),
      places: Places.of(caller.audience))
  }

  var sandbox: Sandbox { site.sandbox }
  var language: Language { context.language }

  /// The form that was sent, once it has proved to be ours.
  ///
  /// - Throws: `Problem` 403 `foreign-origin` or `stale-form`, 400, 413 or 415.
  func sentForm() throws -> SentForm {
    let form = try request.form()
    let key = try site.environment.formGuard.check(request, form, context.session)
    return SentForm(typed: form.fields, files: form.files, key: key)
  }

  /// A page as the answer.
  func answer(_ page: Page) -> Response { page.response(in: context) }

  /// Leads to a page that says what was done: its address carries the event's name.
  func done(_ table: String, _ event: String, at path: String) -> Response {
    .redirect(to: "\(path)?\(DoneNotice.parameter)=\(table).\(event)")
  }

  private static func viewer(_ person: SignedIn, _ request: Request) -> PageContext.Viewer {
    let language = Language(of: request)
    let name = language == .chinese && !person.nameZh.isEmpty ? person.nameZh : person.nameEn
    let role = person.roles.first.map { String($0.prefix { $0 != "@" }) } ?? ""
    return PageContext.Viewer(name: name, role: RoleWording.all[role] ?? .same(role))
  }
}

/// A form of ours as it came back.
struct SentForm: Sendable {
  /// The field that carries the version that the sender saw.
  static let versionField = "expected_version"

  let typed: Parameters
  let files: [Form.File]
  /// The key under which the act is done once.
  let key: String

  subscript(name: String) -> String? { typed[name] }

  /// The version that the sender saw, of a page that carries one.
  ///
  /// - Throws: `Problem` 400 where the page carried one and what came is none: an act must not go
  ///   through unguarded because its guard was garbled.
  func expected(where isCarried: Bool) throws -> Int? {
    let sent = typed[SentForm.versionField]
    let version = sent.flatMap { Int($0) }
    guard version != nil || (sent == nil && !isCarried) else {
      throw Problem(.badRequest, "The form's version cannot be read.", code: "malformed")
    }
    return version
  }

  /// The hidden field that carries it.
  static func hidden(version: Int) -> HTML {
    "<input type=\"hidden\" name=\"\(versionField)\" value=\"\(version)\">"
  }
}

/// What an address says was just done: shown once, by the page that a redirect leads to.
enum DoneNotice {
  static let parameter = "done"

  /// Nil where the address names nothing that we know.
  static func of(_ context: PageContext) -> Notice? {
    guard let parts = context.target.query[parameter]?.split(separator: "."), parts.count == 2,
      let words = EventWording.known(String(parts[0]), String(parts[1]))
    else { return nil }
    return Notice(title: Phrase("Done: you \(words.done.english).", "已完成：你\(words.done.chinese)。"))
  }
}
