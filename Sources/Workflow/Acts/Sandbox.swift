internal import Foundation
public import Postgres
internal import Transparency

/// The domain at work on one database: every use case is a function of it.
public struct Sandbox: Sendable {
  let database: Pool
  let shelf = PolicyShelf()
  /// The folder of files known by their SHA-256; nil where none is given.
  var content: String?
  /// What looks through files that come in; nil where nothing does.
  let scanner: VirusScanner?
  /// The keys of free text; nil for who neither writes nor reads any.
  let keystore: KeyStore?

  /// The domain on a pool of connections, whose login role may take the callers' roles.
  ///
  /// - Parameters:
  ///   - database: the pool.
  ///   - content: the folder in which files are kept, for who takes files in.
  ///   - scanner: what looks through them first.
  ///   - keystore: the keys of free text, for who writes or reads it.
  public init(
    _ database: Pool, content: String? = nil, scanner: VirusScanner? = nil,
    keystore: KeyStore? = nil
  ) {
    self.database = database
    self.content = content
    self.scanner = scanner
    self.keystore = keystore
  }

  /// The same domain, with a folder in which files are kept.
  public func keeping(files folder: String) -> Sandbox {
    var other = self
    other.content = folder
    return other
  }

  /// Fires one event, with the run of the rules that it needs: one transaction, one round trip.
  ///
  /// - Throws: `Refusal`; nothing has happened then.
  public func fire(_ act: Act, as caller: Caller) async throws(Refusal) -> Standing {
    try standing(try await rows(try call(try await prepared(act, as: caller)), as: caller))
  }

  /// The act where it belongs, with the run of the rules that it needs, and its free text sealed.
  func prepared(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    try await destroyKeys(for: act, as: caller)
    return try sealed(
      try await judged(try await inCompartment(act, as: caller), as: caller), by: caller)
  }

  /// The call of the database's `act`, which returns where the subject then stands.
  func call(_ act: Act) throws(Refusal) -> SQL {
    """
    SELECT subject_name, new_state, new_version FROM act(\(act.subject), \(act.event),
      \(act.expected)::bigint, \(try json(act.detail)), \(try json(act.payload)))
    """
  }

  /// Runs statements as a caller: one transaction, one round trip.
  ///
  /// - Throws: `Refusal`.
  func request(_ statements: [SQL], as caller: Caller) async throws(Refusal) -> [Rows] {
    do {
      return try await database.request(
        role: caller.audience.rawValue, session: caller.secret, statements: statements)
    } catch {
      throw Refusal(any: error)
    }
  }

  /// The rows of one statement as a caller.
  func rows(_ statement: SQL, as caller: Caller) async throws(Refusal) -> Rows {
    try await request([statement], as: caller)[0]
  }

  /// One value that a statement composes as JSON, as the page or answer that it is for.
  ///
  /// - Throws: `Refusal` of kind `notFound` when the statement returns no row, or NULL.
  func read<Value: Decodable & Sendable>(
    _ type: Value.Type, _ statement: SQL, as caller: Caller
  ) async throws(Refusal) -> Value {
    guard let value = try await find(type, statement, as: caller) else {
      throw Refusal.nothingHere
    }
    return value
  }

  /// As `read`; nil when the statement returns no row, or NULL.
  func find<Value: Decodable & Sendable>(
    _ type: Value.Type, _ statement: SQL, as caller: Caller
  ) async throws(Refusal) -> Value? {
    let found = try await rows(
      """
      WITH answer(v) AS MATERIALIZED (\(statement)) SELECT v, sealed_in(v::text) FROM answer
      """, as: caller)
    do {
      guard let row = found.first, let text = try row[0, as: JSON?.self]?.text else { return nil }
      let words = try opened(text, with: try row[1, as: String?.self])
      return try Sandbox.decoder().decode(type, from: Data(words.utf8))
    } catch {
      throw Refusal(any: error)
    }
  }

  func standing(_ rows: Rows) throws(Refusal) -> Standing {
    do {
      let (subject, state, version) = try rows.one().decode((String.self, String?.self, Int.self))
      return Standing(subject: subject, state: state, version: version)
    } catch {
      throw Refusal(any: error)
    }
  }

  private func json(_ object: [String: CanonicalJSON]) throws(Refusal) -> JSON {
    do {
      return JSON(String(decoding: try CanonicalJSON.object(object).encoded(), as: UTF8.self))
    } catch {
      throw Refusal(any: error)
    }
  }

  private static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}

extension Refusal {
  /// Nothing there, or not for the caller to know.
  static let nothingHere = Refusal(
    .notFound, "There is nothing by that name, or it is not yours to see.")

  /// Whatever was thrown below, in our words.
  init(any error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as PostgresError: self = Refusal(error)
    case let error as TransparencyError: self = Refusal(.malformed, error.description)
    case let error as DecodingError: self = Refusal(.fault, "The answer cannot be read: \(error).")
    default: self = Refusal(.fault, "The program failed: \(type(of: error)).")
    }
  }
}
