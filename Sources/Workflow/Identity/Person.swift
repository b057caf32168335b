internal import Postgres

/// Who is signed in, as pages show it.
public struct SignedIn: Sendable, Codable {
  /// The account, which entries name.
  public let account: String
  /// The name in English.
  public let nameEn: String
  /// The name in Chinese.
  public let nameZh: String
  /// The audience.
  public let audience: String
  /// The firm's id, for people of firms.
  public let firm: String?
  /// The firm's name in English.
  public let firmEn: String?
  /// The firm's name in Chinese.
  public let firmZh: String?
  /// Roles held: `role@remit`, `role@firm id` or `role`.
  public let roles: [String]
  /// The token that forms carry.
  public let csrf: String
  /// The session's id; its entries stand under `access/<id>`.
  public let session: String

  /// Whether a role is held, in a remit where one is given.
  public func holds(_ role: String, in remit: String? = nil) -> Bool {
    roles.contains { held in
      remit.map { held == "\(role)@\($0)" } ?? (held == role || held.hasPrefix("\(role)@"))
    }
  }

  /// The remits in which any role is held, in order.
  public var remits: [String] {
    Set(
      roles.compactMap { role in
        let parts = role.split(separator: "@")
        return parts.count == 2 && parts[1].allSatisfy(\.isUppercase) ? String(parts[1]) : nil
      }
    ).sorted()
  }
}

extension Sandbox {
  /// Who holds a session's secret, and the caller for their audience.
  ///
  /// - Throws: `Refusal` of kind `notSignedIn` when the session is unknown or over.
  public func resume(secret: String) async throws(Refusal) -> (caller: Caller, person: SignedIn) {
    let visitor = Caller(.visitor, secret: secret)
    let found = try await find(
      SignedIn.self, "SELECT to_jsonb(w) FROM whoami() w", as: visitor)
    guard let person = found, let audience = Caller.Audience(rawValue: person.audience) else {
      throw Refusal(.notSignedIn, "You are not signed in, or the session is over.")
    }
    return (Caller(audience, secret: secret), person)
  }

  /// Who a caller is.
  public func whoIs(_ caller: Caller) async throws(Refusal) -> SignedIn {
    try await read(SignedIn.self, "SELECT to_jsonb(w) FROM whoami() w", as: caller)
  }
}
