internal import Crypto
internal import Postgres
internal import Transparency

/// A text of a case that may be erased.
public struct KeptText: Sendable, Codable {
  /// Its commitment, in hexadecimal.
  public let commitment: String
  /// What it says.
  public let words: String
  /// When it was said; nil where only a row keeps it.
  public let saidAt: String?
}

extension Sandbox {
  /// The event with which the clockwork says that keys are gone.
  private static let destruction = "keys_destroyed"

  /// The texts of a case that an officer may read, newest first.
  ///
  /// - Throws: `Refusal`.
  public func texts(of reference: String, as caller: Caller) async throws(Refusal) -> [KeptText] {
    try await read(
      [KeptText].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('commitment', t.commitment,
          'words', 'said:' || t.commitment, 'said_at', t.said_at) ORDER BY t.said_at DESC NULLS LAST), '[]')
        FROM application a, texts_of(a.id) t WHERE a.reference = \(reference)
      """, as: caller)
  }

  /// Destroys the keys of the texts that an event of the clockwork names, before it is fired.
  ///
  /// Done twice, it does nothing more. Other events pass as they are.
  ///
  /// - Throws: `Refusal` of kind `unmet` where the keys cannot be reached: the event is tried again
  ///   later and holds up no other.
  func destroyKeys(for act: Act, as caller: Caller) async throws(Refusal) {
    guard act.event == Sandbox.destruction, caller.audience == .clockwork else { return }
    guard let keystore, case .array(let texts)? = act.detail["texts"] else {
      throw Refusal(
        .unmet, "There is no store for the keys of sealed text here.",
        advice: "Name its folder with --keystore.")
    }
    let found = try await rows(
      "SELECT places_of_keys(\(texts.compactMap(\.text)))", as: caller)
    do {
      let places = try found.map { try $0.decode(String.self) }
        .compactMap { Hexadecimal.decode($0).flatMap { KeyStore.Place($0[...]) } }
      try keystore.destroy(places)
    } catch {
      throw Refusal(.unmet, "The keys of sealed text cannot be reached now: \(error)")
    }
  }
}
