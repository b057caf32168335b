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
    var readers = Pages(for: .firm, .officer, .panel, .auditor)
    readers.on(.get, "/applications/{reference}/documents/{digest}") {
      (visit, reference: String, digest: String) in
      try await DocumentDownload.response(visit, reference, digest)
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
}
