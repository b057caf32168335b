internal import Crypto
internal import HTTPServer

/// Lets a change through only when it comes from a form that we rendered for this browser.
struct FormGuard: Sendable {
  static let tokenField = "form_token"
  static let idempotencyField = "idempotency_key"

  /// Names of the fields that belong to the mechanism and not to what was typed.
  static let ownFields: Set<String> = [tokenField, idempotencyField]

  /// Scheme and host under which the browser sees us; nil when only the host is known.
  let publicOrigin: String?

  /// Checks where the request comes from.
  ///
  /// - Throws: `Problem` 403 with the code `foreign-origin`.
  func checkOrigin(of request: Request) throws {
    guard isOurs(request) else {
      throw Problem(
        .forbidden, "The form was sent from another site. Nothing was changed.",
        code: "foreign-origin")
    }
  }

  /// Checks origin and token, and gives the key under which the act is done once.
  ///
  /// - Returns: the idempotency key of the form.
  /// - Throws: `Problem` 403: `foreign-origin`, or `stale-form` when the page was rendered before
  ///   the session changed; what was typed can then be offered again.
  func check(_ request: Request, _ form: Form, _ session: BrowserSession) throws -> String {
    try checkOrigin(of: request)
    let token = form[FormGuard.tokenField] ?? ""
    guard !session.isNew, ConstantTime.areEqual(token, session.formToken),
      let key = form[FormGuard.idempotencyField], (16...64).contains(key.utf8.count)
    else {
      throw Problem(
        .forbidden, "The page had become too old to be sent. Nothing was changed.",
        code: "stale-form")
    }
    return key
  }

  /// `Origin` where the browser sends it, which all do with a POST; else the fetch metadata.
  private func isOurs(_ request: Request) -> Bool {
    if let origin = request.headers["Origin"] {
      if let publicOrigin { return origin == publicOrigin }
      guard let host = request.headers["Host"] else { return false }
      return origin == "http://\(host)" || origin == "https://\(host)"
    }
    return request.headers["Sec-Fetch-Site"] == "same-origin"
  }
}
