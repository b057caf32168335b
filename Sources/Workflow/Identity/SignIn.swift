internal import Crypto
internal import Foundation
internal import Postgres

/// A session just opened: what its holder keeps.
public struct OpenedSession: Sendable {
  /// The caller for every request of this session.
  public let caller: Caller
  /// The secret, to be kept by its holder alone; the database knows only its hash.
  public let secret: String
}

extension Sandbox {
  /// A hash that no password has, so that an unknown login costs the same.
  private static let nobody = try? PasswordHash(password: Hexadecimal.encode(Random.bytes(16)))

  /// How long a session lasts, in hours: a working day.
  private static let sessionHours = 12

  /// Opens a session for a login and password.
  ///
  /// A wrong login costs as long as a wrong password, so neither can be told from the other.
  ///
  /// - Throws: `Refusal` of kind `notSignedIn`, the same for every reason.
  public func signIn(login: String, password: String) async throws(Refusal) -> OpenedSession {
    let found = try await rows(
      "SELECT account, password_hash, audience FROM account_for_sign_in(\(login))", as: .visitor)
    let refusal = Refusal(.notSignedIn, "The sign-in name or the password is wrong.")
    do {
      let row = try found.first?.decode((UUID.self, String?.self, String.self))
      let hash = row?.1.flatMap { try? PasswordHash(stored: $0) } ?? Sandbox.nobody
      guard let hash, try await PasswordCheck.verify(password, hash), let row,
        let audience = Caller.Audience(rawValue: row.2)
      else {
        throw refusal
      }
      return try await openSession(account: row.0, audience: audience, by: .visitor)
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Opens a session for the account of a process: a worker, the clockwork.
  ///
  /// - Throws: `Refusal`.
  public func signIn(
    process login: String, audience: Caller.Audience
  ) async throws(Refusal) -> OpenedSession {
    do {
      let found = try await database.query("SELECT service_account(\(login))")
      guard let account = try found.first?[0, as: UUID?.self] else {
        throw Refusal(
          .notSignedIn, "This process has no account.",
          advice: "Run sandboxpp db init, which makes it.")
      }
      return try await openSession(
        account: account, audience: audience, by: Caller(audience, secret: ""))
    } catch {
      throw Refusal(any: error)
    }
  }

  private func openSession(
    account: UUID, audience: Caller.Audience, by opener: Caller
  ) async throws(Refusal) -> OpenedSession {
    let secret = Hexadecimal.encode(Random.bytes(32))
    let csrf = Hexadecimal.encode(Random.bytes(16))
    let hash = SHA256.digest(Array(secret.utf8)).bytes
    _ = try await rows(
      "SELECT open_session(\(account), \(hash), \(csrf), \(Sandbox.sessionHours)::int)", as: opener)
    return OpenedSession(caller: Caller(audience, secret: secret), secret: secret)
  }

  /// Ends the caller's session.
  public func signOut(_ caller: Caller) async throws(Refusal) {
    _ = try await rows("SELECT end_session()", as: caller)
  }
}
