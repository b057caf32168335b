internal import HTTPServer

/// What stands before every page: the session's cookie and the chosen language.
enum BrowserLayer {
  /// A choice of language outlasts the visit: one year in seconds.
  private static let languageSeconds = 31_536_000

  /// Gives a new browser its secret, seen by the handler as if the browser had brought it, and
  /// remembers a language that the address chose.
  static func middleware(_ environment: PortalEnvironment) -> Middleware {
    { request, next in
      let isSecure = environment.isSecure
      let session = BrowserSession(of: request, isSecure: isSecure)
      var known = request
      if session.isNew {
        let name = BrowserSession.cookieName(isSecure: isSecure)
        known.headers.add("Cookie", "\(name)=\(session.secret)")
      }
      var response = try await next(known)
      // A handler that signs in or out has said itself what the cookie becomes.
      if session.isNew, response.headers.values(of: "Set-Cookie").isEmpty {
        response.set(session.cookie(isSecure: isSecure))
      }
      if let chosen = request.query[Language.parameter].flatMap(Language.init(rawValue:)) {
        response.set(
          Cookie(
            Language.cookie, chosen.rawValue, maximumAge: languageSeconds, isSecure: isSecure))
      }
      return response
    }
  }
}
