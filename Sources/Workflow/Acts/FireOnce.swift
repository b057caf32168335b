internal import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

extension Sandbox {
  /// Fires an event once, however often its form is sent.
  ///
  /// The key is kept with the answer in the act's own transaction, so either both stand or neither.
  ///
  /// - Parameters:
  ///   - act: the act.
  ///   - key: what the form carries; the same for every sending of it.
  ///   - caller: who acts.
  /// - Returns: where the subject stood after the act, also when it was done by an earlier sending.
  /// - Throws: `Refusal`; of kind `conflict` when the key was used for another act.
  public func fire(
    _ act: Act, once key: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let digest = try Sandbox.digest(of: act)
    if let known = try await answered(key, digest, as: caller) { return known }
    let act = try await judged(act, as: caller)
    do throws(Refusal) {
      let statement: SQL = """
        WITH fired AS (SELECT * FROM act(\(act.subject), \(act.event), \(act.expected)::bigint,
          \(try json(act.detail)), \(try json(act.payload))))
        INSERT INTO idempotency_key (account, key, request, answer)
          SELECT actor_account(), \(key), \(digest), jsonb_build_object('subject', f.subject_name,
                 'state', f.new_state, 'version', f.new_version) FROM fired f
        RETURNING answer
        """
      return try await read(Standing.self, statement, as: caller)
    } catch {
      // Two sendings at once: the later one finds what the earlier one did.
      if let known = try await answered(key, digest, as: caller) { return known }
      throw error
    }
  }

  private func answered(
    _ key: String, _ digest: [UInt8], as caller: Caller
  ) async throws(Refusal) -> Standing? {
    struct Kept: Decodable, Sendable {
      let answer: Standing
      let same: Bool
    }
    let found = try await find(
      Kept.self,
      """
      SELECT jsonb_build_object('answer', k.answer, 'same', k.request = \(digest))
        FROM idempotency_key k WHERE k.account = actor_account() AND k.key = \(key)
      """, as: caller)
    guard let found else { return nil }
    guard found.same else {
      throw Refusal(
        .conflict, "This form was sent before with other answers, and that act was done.",
        advice: "Open the form again.")
    }
    return found.answer
  }

  /// What a key stands for: the act as it was asked, without what the engine adds.
  private static func digest(of act: Act) throws(Refusal) -> [UInt8] {
    do {
      let whole: CanonicalJSON = [
        "subject": .string(act.subject), "event": .string(act.event),
        "expected": .string(act.expected.map { String($0) } ?? ""),
        "detail": .object(act.detail), "payload": .object(act.payload),
      ]
      return SHA256.digest(try whole.encoded()).bytes
    } catch {
      throw Refusal(any: error)
    }
  }
}
