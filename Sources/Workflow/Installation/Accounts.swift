internal import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

/// An account, as the owner of the installation sees it.
public struct AccountItem: Sendable, Codable {
  /// The sign-in name.
  public let login: String
  /// The account's id, which entries name.
  public let account: String
  /// The person's name.
  public let nameEn: String
  /// The same in Chinese.
  public let nameZh: String
  /// The audience.
  public let audience: String
  /// Roles held: `role`, `role@remit` or `role@firm key`.
  public let roles: [String]
  /// Whether it has a password to sign in with.
  public let hasPassword: Bool
  /// Sessions that are open now.
  public let sessions: Int
  /// When it was disabled.
  public let disabledAt: String?
}

extension Installation {
  /// Opens an account.
  ///
  /// - Parameters:
  ///   - login: the sign-in name.
  ///   - nameEn: the person's name.
  ///   - nameZh: the person's name in Chinese.
  ///   - audience: which group the account belongs to.
  ///   - roles: each role, and the remit or firm's key it is held in; empty for the platform.
  ///   - passwordHash: as `PasswordHash` stores it, for people; processes have none.
  ///   - other: an account of the same person, whose names count then: for separation of duties
  ///     the two are one; nil for a new person.
  /// - Throws: `Refusal`; of kind `conflict` when the login is taken, `unmet` when a role, or what
  ///   it is held in, is not known, `notFound` when there is no such other account.
  public func openAccount(
    _ login: String, _ nameEn: String, _ nameZh: String, _ audience: Caller.Audience,
    roles: [(role: String, of: String)], passwordHash: String? = nil,
    samePersonAs other: String? = nil
  ) async throws(Refusal) {
    var person: UUID?
    if let other {
      person = try await value("SELECT person FROM account WHERE login = \(other)", as: UUID.self)
    }
    let list: CanonicalJSON = .array(
      roles.map { .object(["role": .string($0.role), "of": .string($0.of)]) })
    do {
      let roles = JSON(String(decoding: try list.encoded(), as: UTF8.self))
      try await run(
        """
        SELECT open_account(\(login), \(nameEn), \(nameZh), \(audience.rawValue), \(roles),
          \(passwordHash)::text, \(person)::uuid)
        """)
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Every account, by its sign-in name.
  public func accounts() async throws(Refusal) -> [AccountItem] {
    let list = try await value(
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('login', a.login, 'account', a.id,
          'nameEn', p.name_en, 'nameZh', p.name_zh, 'audience', a.audience,
          'hasPassword', a.password_hash IS NOT NULL, 'disabledAt', a.disabled_at,
          'roles', (SELECT coalesce(jsonb_agg(concat_ws('@', h.role, coalesce(f.key, nullif(h.of, '')))
                      ORDER BY h.role, h.of), '[]')
                      FROM role_held h LEFT JOIN firm f ON f.id::text = h.of WHERE h.account = a.id),
          'sessions', (SELECT count(*) FROM session n WHERE n.account = a.id
                        AND n.ended_at IS NULL AND n.expires_at > now())) ORDER BY a.login), '[]')
        FROM account a JOIN person p ON p.id = a.person
      """, as: JSON.self)
    do {
      return try JSONDecoder().decode([AccountItem].self, from: Data(list.text.utf8))
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Disables an account: nobody signs in by it any more, and its sessions end.
  ///
  /// - Parameters:
  ///   - login: the sign-in name.
  ///   - reason: why; it stands in the entry.
  /// - Returns: how many sessions it ended.
  /// - Throws: `Refusal` of kind `notFound` when there is no such account, or it is disabled.
  public func disableAccount(_ login: String, reason: String) async throws(Refusal) -> Int {
    Int(try await value("SELECT close_account(\(login), \(reason))", as: Int32.self))
  }

  /// A session of an account without its password: the owner of the database can be anybody, and
  /// the entry of the session's opening stays.
  ///
  /// - Throws: `Refusal` of kind `notFound` when there is no such account.
  public func session(of login: String) async throws(Refusal) -> Caller {
    let audience = try await value(
      "SELECT audience FROM account WHERE login = \(login)", as: String.self)
    guard let audience = Caller.Audience(rawValue: audience) else {
      throw Refusal(.fault, "The account's audience is not known.")
    }
    return Caller(audience, secret: try await token(of: login))
  }

  /// As `session`, as the secret that its holder keeps.
  public func token(of login: String) async throws(Refusal) -> String {
    let secret = Hexadecimal.encode(Random.bytes(32))
    _ = try await value(
      """
      SELECT open_session(a.id, \(SHA256.digest(secret).bytes), 'none', 12)
        FROM account a WHERE a.login = \(login)
      """, as: UUID.self)
    return secret
  }
}

extension Caller.Audience {
  /// The audience of who holds a role; nil where there is no such role.
  public init?(role: String) {
    switch role {
    case "firm_preparer", "firm_approver", "technology_provider", "assurance_provider":
      self = .firm
    case "case_officer", "approver", "supervisor", "coordinator", "convenor", "policy_author":
      self = .officer
    case "panel_member": self = .panel
    case "compute_operator", "output_checker", "administrator": self = .operator
    case "auditor", "log_reader": self = .auditor
    default: return nil
    }
  }
}
