internal import Postgres

/// Whether the installation can serve: the database answers, the sealer and the clockwork keep up.
public struct Readiness: Sendable, Codable {
  /// Entries sealed.
  public let size: Int
  /// Entries that wait for the sealer.
  public let waiting: Int
  /// For how many seconds entries have waited without any seal; 0 where none waits.
  public let unsealedSeconds: Double
  /// Seconds since the clockwork's last round; nil if it never did one.
  public let tickSeconds: Double?

  /// How long entries may wait without any seal, and how long the clockwork may be silent.
  public static let mostSeconds = 10.0

  /// Whether both keep up.
  public var isReady: Bool { faults.isEmpty }

  /// What it comes to, for operators; each that is behind is named.
  public var sentence: String {
    isReady
      ? "ready: \(size) entries sealed, \(waiting) waiting" : faults.joined(separator: "\n")
  }

  private var faults: [String] {
    var faults: [String] = []
    if unsealedSeconds >= Readiness.mostSeconds {
      faults.append(
        "The sealer is behind: no seal for \(Int(unsealedSeconds)) s while \(waiting) entries wait."
          + " Is sandboxpp seal running?")
    }
    switch tickSeconds {
    case nil: faults.append("The clockwork has not run yet. Is sandboxpp tick running?")
    case let silent? where silent >= Readiness.mostSeconds:
      faults.append(
        "The clockwork is behind: no round for \(Int(silent)) s. Is sandboxpp tick running?")
    default: break
    }
    return faults
  }
}

extension Sandbox {
  /// Asks the database how it is.
  ///
  /// - Throws: `Refusal` of kind `unavailable` when it does not answer.
  public func readiness() async throws(Refusal) -> Readiness {
    try await read(
      Readiness.self,
      """
      SELECT jsonb_build_object('size', r.size, 'waiting', r.waiting,
        'unsealed_seconds', r.unsealed_seconds, 'tick_seconds', r.tick_seconds) FROM readiness() r
      """, as: .visitor)
  }
}
