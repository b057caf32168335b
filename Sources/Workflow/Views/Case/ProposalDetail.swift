internal import Postgres

/// An act of several persons on anything, as who may confirm it reads it.
public struct ProposalDetail: Sendable, Codable {
  /// `proposal/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The state.
  public let state: String
  /// What it is about: `policy/<name>/<version>`, `cohort/<id>`, `application/<id>`, `remit/<code>`.
  public let object: String
  /// What that is called, for a cohort or a remit.
  public let titleEn: String?
  /// The same in Chinese.
  public let titleZh: String?
  /// The act.
  public let event: String
  /// What the act says, by name, as it was proposed.
  public let detail: [String: String]
  /// Of a role given or taken: whose it is.
  public let namedEn: String?
  /// The same in Chinese.
  public let namedZh: String?
  /// Who proposed it.
  public let proposerEn: String
  /// The same in Chinese.
  public let proposerZh: String
  /// When.
  public let proposedAt: String
  /// Places not yet taken.
  public let open: [String]
  /// What the reader may do with it.
  public let acts: [PossibleAct]
}

extension Sandbox {
  /// A proposal by its id.
  ///
  /// - Throws: `Refusal` of kind `notFound` also where it may not be seen.
  public func proposal(_ id: String, as caller: Caller) async throws(Refusal) -> ProposalDetail {
    try await read(
      ProposalDetail.self, "\(Sandbox.proposals) WHERE s.name = 'proposal/' || \(id)", as: caller)
  }

  /// The proposals that the caller may see, the newest first; at most two hundred.
  ///
  /// - Parameters:
  ///   - state: only those in this state; nil for all.
  ///   - caller: an officer or an auditor.
  /// - Returns: the proposals.
  /// - Throws: `Refusal`.
  public func proposals(
    state: String?, as caller: Caller
  ) async throws(Refusal) -> [ProposalDetail] {
    try await read(
      [ProposalDetail].self,
      """
      SELECT coalesce(jsonb_agg(d), '[]') FROM (
        \(Sandbox.proposals) WHERE \(state)::text IS NULL OR s.state = \(state)
         ORDER BY p.proposed_at DESC LIMIT 200) n(d)
      """, as: caller)
  }

  private static let proposals: SQL = """
      SELECT jsonb_build_object('subject', s.name, 'version', s.seq, 'state', s.state,
        'object', o.name, 'title_en', coalesce(k.title_en, m.name_en), 'title_zh', coalesce(k.title_zh, m.name_zh),
        'named_en', w.name_en, 'named_zh', w.name_zh, 'event', p.event,
        'detail', (SELECT coalesce(jsonb_object_agg(d.key, d.value), '{}')
                     FROM jsonb_each_text(p.detail) d),
        'proposer_en', n.name_en, 'proposer_zh', n.name_zh, 'proposed_at', p.proposed_at,
        'open', (SELECT coalesce(jsonb_agg(l.who ORDER BY l.place), '[]') FROM proposal_place l
                  WHERE l.proposal = p.id AND l.person IS NULL),
        'acts', (SELECT coalesce(jsonb_agg(i), '[]') FROM possible_acts(s.name) i))
        FROM proposal p JOIN subject s ON s.id = p.id JOIN person n ON n.id = p.proposed_by
        JOIN subject o ON o.id = p.object LEFT JOIN cohort k ON k.id = p.object
        LEFT JOIN remit m ON o.name = 'remit/' || m.code
        LEFT JOIN account u ON u.id::text = p.detail->>'account' LEFT JOIN person w ON w.id = u.person
    """
}
