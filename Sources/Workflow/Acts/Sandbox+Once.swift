internal import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

extension Sandbox {
  /// Fires one event once for a key: what is sent again gets the first answer, and nothing more
  /// happens.
  ///
  /// The key is written in the act's own transaction and looked for only when the act is refused,
  /// so it costs no round trip where all goes well.
  ///
  /// - Parameters:
  ///   - act: the act.
  ///   - key: drawn by who renders the form or sends the request; 8 to 200 characters.
  ///   - caller: whose key it is.
  /// - Returns: where the subject stood after the act was done the first time.
  /// - Throws: `Refusal`; of kind `malformed` when the key came with another act before.
  public func fire(
    _ act: Act, once key: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let request = try Sandbox.digest(of: act)
    do throws(Refusal) {
      let call = try call(try await prepared(act, as: caller))
      return try standing(
        try await rows(
          """
          WITH done AS (\(call)), kept AS (
            INSERT INTO idempotency_key (account, key, request, answer)
            SELECT actor_account(), \(key), \(request), jsonb_build_object(
              'subject', d.subject_name, 'state', d.new_state, 'version', d.new_version) FROM done d)
          SELECT subject_name, new_state, new_version FROM done
          """, as: caller))
    } catch {
      guard let known = try await answer(to: key, as: caller) else { throw error }
      guard known.request == Hexadecimal.encode(request) else {
        throw Refusal(
          .malformed, "The key came with another request before.",
          advice: "Reload the page, or draw a fresh key.")
      }
      return known.answer
    }
  }

  private struct KnownAnswer: Decodable, Sendable {
    let request: String
    let answer: Standing
  }

  private func answer(to key: String, as caller: Caller) async throws(Refusal) -> KnownAnswer? {
    try await find(
      KnownAnswer.self,
      """
      SELECT jsonb_build_object('request', encode(request, 'hex'), 'answer', answer)
        FROM idempotency_key WHERE account = actor_account() AND key = \(key)
      """, as: caller)
  }

  /// What was asked for, before any run of the rules was added to it.
  private static func digest(of act: Act) throws(Refusal) -> [UInt8] {
    let whole: CanonicalJSON = .object([
      "subject": .string(act.subject), "event": .string(act.event),
      "expected": .string(act.expected.map(String.init) ?? ""),
      "detail": .object(act.detail), "payload": .object(act.payload),
    ])
    do {
      return SHA256.digest(try whole.encoded()).bytes
    } catch {
      throw Refusal(any: error)
    }
  }
}
