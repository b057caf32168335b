internal import Postgres

/// A published version of a policy.
public struct PolicyItem: Sendable, Codable {
  /// `policy/<name>/<version>`: what its acts name.
  public let subject: String
  /// The policy's name.
  public let name: String
  /// Its version, as its first statement says.
  public let version: String
  /// The remit that it binds, or `joint`.
  public let binds: String
  /// `published`, `activated`, `superseded` or `withdrawn`.
  public let state: String
  /// SHA-256 of its text, by which decisions name it.
  public let digest: String
  /// The day from which it is in force; nil before its activation.
  public let effective: String?
  /// Who published it, where the reader may see names.
  public let author: String?
  /// Who was the last to confirm its activation, where the reader may see names.
  public let activator: String?
  /// The proposal to activate it that waits for others.
  public let proposal: String?
  /// How many must still confirm that proposal.
  public let confirmationsOpen: Int
}

extension Sandbox {
  /// Every published version of every policy, by name, the newest first.
  ///
  /// - Parameters:
  ///   - name: only versions of this policy.
  ///   - caller: anybody who is signed in; names of people are shown to who may see them.
  /// - Returns: the versions.
  /// - Throws: `Refusal`.
  public func policies(
    named name: String? = nil, as caller: Caller
  ) async throws(Refusal) -> [PolicyItem] {
    try await read(
      [PolicyItem].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('subject', s.name, 'name', v.name,
          'version', v.version, 'binds', v.binds, 'state', s.state, 'digest', encode(v.digest, 'hex'),
          'effective', v.effective, 'author', author.name_en, 'activator', activator.name_en,
          'proposal', waiting.name, 'confirmations_open', coalesce(waiting.open, 0))
          ORDER BY v.name, s.head_time DESC), '[]')
        FROM policy_version v JOIN subject s ON s.id = v.id
        LEFT JOIN person author ON author.id = v.published_by
        LEFT JOIN person activator ON activator.id = v.activated_by
        LEFT JOIN LATERAL (
          SELECT ps.name, (SELECT count(*) FROM proposal_place o WHERE o.proposal = p.id AND o.person IS NULL) AS open
            FROM proposal p JOIN subject ps ON ps.id = p.id
           WHERE p.object = v.id AND p.event = 'activate' AND ps.state = 'proposed' LIMIT 1) waiting ON true
       WHERE \(name)::text IS NULL OR v.name = \(name)
      """, as: caller)
  }
}
