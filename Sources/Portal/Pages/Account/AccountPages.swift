internal import HTTPServer
internal import Workflow

/// What everybody who is signed in has: the account, and the documents of cases they may see.
enum AccountPages {
  static let pages = {
    var everybody = Pages(for: .firm, .officer, .panel, .operator, .auditor)
    everybody.on(.get, "/account") { visit in account(visit) }
    return everybody
  }()

  static let documents = {
    var readers = Pages(for: .firm, .officer, .auditor)
    readers.on(.get, "/applications/{reference}/documents/{digest}") {
      (visit, reference: String, digest: String) in
      try await document(visit, reference, digest)
    }
    return readers
  }()

  private static func account(_ visit: Visit) -> Response {
    let person = visit.person
    let roles = person.roles.map { held -> HTML in
      let parts = held.split(separator: "@")
      let role = RoleWording.all[String(parts[0])] ?? .same(String(parts[0]))
      let mark =
        parts.count == 2 && RemitWording.all[String(parts[1])] != nil
        ? RemitMark(remit: String(parts[1])).html(visit.language) + " " : HTML()
      return "<li>\(mark)\(role, visit.language)</li>"
    }
    var rows = [
      SummaryList.Row(
        name: AccountWording.name,
        value: "\(FirmWording.title(person.nameEn, person.nameZh), visit.language)")
    ]
    if let firm = person.firmEn {
      rows.append(
        SummaryList.Row(
          name: AccountWording.firm,
          value: "\(FirmWording.title(firm, person.firmZh ?? ""), visit.language)"))
    }
    rows.append(
      SummaryList.Row(
        name: AccountWording.roles, value: "<ul class=\"plain-list\">\(roles)</ul>"))
    return visit.answer(
      Page(
        title: AccountWording.title,
        body: """
          \(SummaryList(rows: rows).html(visit.language))
          <p class="faint">\(AccountWording.session, visit.language)</p>
          """))
  }

  /// A document of a case, to whoever may see the case; always saved, never shown by the browser.
  private static func document(
    _ visit: Visit, _ reference: String, _ digest: String
  ) async throws -> Response {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    guard let document = view.documents.first(where: { $0.digest == digest }),
      let path = try visit.sandbox.path(ofFile: digest)
    else { throw Problem.nothingHere }
    return Response(contentType: "application/octet-stream", body: .file(path: path))
      .offered(as: document.title.isEmpty ? digest : document.title)
  }
}
