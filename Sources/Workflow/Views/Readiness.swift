internal import Postgres

/// Whether the installation can serve: the database answers and the sealer keeps up.
public struct Readiness: Sendable, Codable {
  /// Entries sealed.
  public let size: Int
  /// Entries that wait for the sealer.
  public let waiting: Int

  /// Entries that may wait: a second's work of the sealer; more says that it stands still.
  public static let mostWaiting = 100_000

  /// Whether no more wait than may.
  public var isReady: Bool { waiting <= Readiness.mostWaiting }

  /// What it comes to, for operators.
  public var sentence: String {
    isReady
      ? "ready: \(size) entries sealed, \(waiting) waiting"
      : "The sealer is behind: \(waiting) entries wait. Is sandboxpp seal running?"
  }
}

extension Sandbox {
  /// Asks the database how it is.
  ///
  /// - Throws: `Refusal` of kind `unavailable` when it does not answer.
  public func readiness() async throws(Refusal) -> Readiness {
    try await read(
      Readiness.self,
      "SELECT jsonb_build_object('size', h.size, 'waiting', h.waiting) FROM seal_head() h",
      as: .visitor)
  }
}
