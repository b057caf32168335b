internal import Crypto
internal import HTTPServer

/// The secret that one browser carries in its cookie, before and after signing in.
///
/// The database knows only its digest. Everything a form must prove is derived from it, so an
/// anonymous visitor's forms are guarded like anybody's. Signing in draws a new secret.
struct BrowserSession: Sendable {
  /// 256 random bits in hexadecimal.
  let secret: String
  /// Whether the request did not bring it and the answer must set it.
  let isNew: Bool

  private static let secretBytes = 32

  /// The `__Host-` prefix makes browsers refuse the cookie from any other host or over http.
  static func cookieName(isSecure: Bool) -> String {
    isSecure ? "__Host-session" : "session"
  }

  /// The session of a request; a new one where it brought none that could be ours.
  init(of request: Request, isSecure: Bool) {
    let brought = request.cookies[BrowserSession.cookieName(isSecure: isSecure)]
    if let brought, Hexadecimal.decode(brought)?.count == BrowserSession.secretBytes {
      self.init(secret: brought, isNew: false)
    } else {
      self = .fresh()
    }
  }

  /// The session that signing in has just opened.
  init(secret: String) { self.init(secret: secret, isNew: false) }

  private init(secret: String, isNew: Bool) {
    self.secret = secret
    self.isNew = isNew
  }

  /// A new one, for a first visit and for signing in.
  static func fresh() -> BrowserSession {
    BrowserSession(
      secret: Hexadecimal.encode(Random.bytes(BrowserSession.secretBytes)), isNew: true)
  }

  /// What forms carry to prove that we rendered them for this browser.
  var formToken: String {
    MessageCode.authenticate(Array("form".utf8), key: Array(secret.utf8)).hex
  }

  /// The cookie that gives it to the browser, until it closes.
  func cookie(isSecure: Bool) -> Cookie {
    Cookie(BrowserSession.cookieName(isSecure: isSecure), secret, isSecure: isSecure)
  }

  /// The cookie that takes it away.
  static func removal(isSecure: Bool) -> Cookie {
    Cookie(cookieName(isSecure: isSecure), "", maximumAge: 0, isSecure: isSecure)
  }
}
