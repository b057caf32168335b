internal import Postgres

/// What the regulators' side of a case page adds.
public struct DeskView: Sendable, Codable {
  /// The remit that leads the case; nil before it is submitted.
  public let lead: String?
  /// The latest run of the rules, in the order of the rules' ids: on what a variation asks for while
  /// one is open, else on the version in force.
  public let outcomes: [OutcomeView]
  /// The stage of that run.
  public let stage: String?
  /// The day that its rules saw.
  public let asOf: String?
  /// The digest of the set of policies that it was made by.
  public let policies: String?
  /// Reviews that the reader's authority may see, newest round first.
  public let reviews: [ReviewView]
  /// While the lead consolidates, the conditions that an offer made now would carry.
  public let coming: [ComingCondition]
  /// Open acts of several persons.
  public let proposals: [ProposalView]
  /// The frozen content, canonical JSON.
  public let document: String?
  /// Notes that the reader's authority may read, newest first.
  public let notes: [NoteView]
  /// Where the reader's authority keeps what the firm may not know, with what may be done there;
  /// nil for who belongs to none.
  public let compartment: SubjectView?
}

/// A condition of a countersigned review that no offer has carried yet.
public struct ComingCondition: Sendable, Codable {
  /// Whose it is.
  public let remit: String
  /// The rule that attaches it.
  public let rule: String?
  /// Its words.
  public let wording: String
  /// Its words in Chinese, where they were given.
  public let wordingZh: String?
  /// `precedent`, `during` or `after`.
  public let timing: String?
}

/// What became of a rule.
public struct OutcomeView: Sendable, Codable {
  /// The rule's id.
  public let rule: String
  /// Its remit, or `joint`.
  public let remit: String
  /// The statement: `refuse`, `document`, `condition`, `flag`.
  public let kind: String
  /// `hard`, `soft`, `shadow` or empty.
  public let severity: String
  /// `met`, `not_met`, `undetermined`, `conflict` or `waived`.
  public let result: String
  /// Facts that are missing.
  public let missing: [String]
  /// The sentence.
  public let sentenceEn: String
  /// The sentence in Chinese.
  public let sentenceZh: String
  /// Instruments with their paragraphs.
  public let source: String
  /// How well the weakest of them is attested.
  public let mark: String
  /// Each source with its mark.
  public let citations: [CitationView]?
  /// `overridden` or `waived` by persons.
  public let overridden: String?
  /// Each part of the condition with what it is.
  public let atoms: [String]?
  /// Of a document that is asked for: its kind.
  public let document: String?
  /// Of a condition: `precedent`, `during` or `after`.
  public let timing: String?
  /// Of a condition: the length in which it is to be met, such as `60 business_days`.
  public let within: String?
  /// Of a condition: whether the trial stops when it is breached.
  public let suspends: Bool?
  /// Rules that took its effect away.
  public let relievedBy: [String]?
  /// Who adopted it and when, where it would not bind by itself.
  public let adopted: String?
  /// The newer version that it stands in, where it reaches a case under an earlier one.
  public let newerVersion: String?
  /// The rule by which it may be waived.
  public let waiver: String?
  /// The smallest changes that would clear it, as the decision found them.
  public let wouldClear: [RemedyView]?
}

/// A source that a rule cites.
public struct CitationView: Sendable, Codable {
  /// Instrument and paragraph.
  public let place: String
  /// `read`, `reported`, `background` or `proposal`.
  public let mark: String
}

/// Changes that together would clear a rule.
public struct RemedyView: Sendable, Codable {
  /// In words.
  public let en: String
  /// In Chinese.
  public let zh: String
  /// The waivers that would hold then.
  public let waivers: [String]
}

/// A review.
public struct ReviewView: Sendable, Codable {
  /// `review/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The remit.
  public let remit: String
  /// The round.
  public let round: Int
  /// `application`, `variation`, `reconsideration` or `exit`.
  public let purpose: String
  /// The state.
  public let state: String
  /// Whose it is.
  public let assignee: String?
  /// The same in Chinese.
  public let assigneeZh: String?
  /// Whether it was countersigned for an earlier version and now speaks for the present one, in which
  /// no fact changed on which its remit's word rests.
  public let isCarried: Bool
  /// What was recommended.
  public let recommendation: String?
  /// Why.
  public let reasons: String?
  /// When its clock runs out.
  public let dueAt: String?
  /// Who recommended in the present cycle.
  public let recommender: String?
  /// The same in Chinese.
  public let recommenderZh: String?
  /// Who countersigned in the present cycle.
  public let countersigners: [String]
  /// The same in Chinese.
  public let countersignersZh: [String]
  /// Questions asked in it so far.
  public let questions: Int
  /// What a recommendation or countersignature in it must name as seen: the case, and in a review
  /// that waits for a countersignature what is recommended.
  public let seen: String?
  /// What the reader may do with it.
  public let acts: [PossibleAct]
}

/// An act of several persons that waits.
public struct ProposalView: Sendable, Codable {
  /// `proposal/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// What it is about, `<machine>/<id>`.
  public let object: String
  /// The act.
  public let event: String
  /// Who proposed it.
  public let proposer: String
  /// The same in Chinese.
  public let proposerZh: String
  /// Places not yet taken.
  public let open: [String]
  /// The reason given; of a joint note its words.
  public let reason: String?
  /// Of a joint note: the consent or section of law by which the authorities share it.
  public let gateway: String?
  /// Of an alternate: the role stood in for.
  public let role: String?
  /// Of an alternate: who it is.
  public let named: String?
  /// The same in Chinese.
  public let namedZh: String?
  /// What the reader may do with it.
  public let acts: [PossibleAct]

  /// The table of what it is about.
  public var machine: String { String(object.prefix { $0 != "/" }) }
}

extension Sandbox {
  /// The regulators' side of a case page, for who reads the case.
  public func desk(_ reference: String, as caller: Caller) async throws(Refusal) -> DeskView {
    try await readCase(
      DeskView.self, reference,
      """
      SELECT jsonb_build_object(
        'lead', o.remit, 'stage', r.stage, 'as_of', r.as_of, 'policies', encode(r.policies, 'hex'), 'outcomes', \(Sandbox.outcomes), 'reviews', \(Sandbox.reviews),
        'proposals', \(Sandbox.proposals),
        'coming', (SELECT coalesce(jsonb_agg(c.term || jsonb_build_object('remit', c.remit)), '[]')
                     FROM coming_conditions(a.id) c),
        'document', (SELECT v.document FROM application_version v
                      WHERE v.application = a.id AND v.version = a.version),
        'compartment', \(Sandbox.compartment), 'notes', \(Sandbox.notes(for: caller)))
      FROM application a JOIN subject o ON o.id = a.id LEFT JOIN LATERAL (
        SELECT e.id, e.stage, e.facts, e.as_of, e.policies FROM evaluation e
         WHERE e.application = a.id AND e.facts = facts_under(a.id, (
           SELECT v.id FROM variation v JOIN subject vs ON vs.id = v.id
            WHERE v.application = a.id AND vs.state = 'requested'))
           AND looked_at(e.stage)
         ORDER BY e.made_at DESC LIMIT 1) r ON true
      WHERE a.reference = \(reference)
      """, as: caller)
  }

  private static let outcomes: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', o.rule, 'remit', o.remit, 'kind', o.kind,
        'severity', o.severity, 'result', o.result, 'missing', o.missing,
        'sentence_en', o.sentence_en, 'sentence_zh', o.sentence_zh, 'source', o.source,
        'mark', o.mark, 'atoms', o.explains->'atoms', 'timing', o.explains->>'timing', 'document', o.explains->>'document',
        'within', o.explains->>'within', 'suspends', o.explains->'suspends',
        'relieved_by', o.explains->'relieved_by', 'adopted', o.explains->>'adopted',
        'citations', o.explains->'citations', 'would_clear', o.explains->'would_clear',
        'waiver', o.explains->>'waiver', 'newer_version', o.explains->>'newer_version',
        'overridden', (SELECT v.kind FROM override v WHERE v.application = a.id
                        AND v.facts = r.facts AND v.rule = o.rule))
        ORDER BY o.result = 'met', o.rule), '[]')
      FROM outcome o WHERE o.evaluation = r.id)
    """

  /// Who signed a review in its present cycle, in the order of signing.
  private static func signers(_ name: SQL, _ kind: String) -> SQL {
    """
    (SELECT coalesce(jsonb_agg(\(name) ORDER BY g.signed_at), '[]')
       FROM review_signature g JOIN person n ON n.id = g.person
      WHERE g.review = v.id AND g.cycle = v.cycle AND g.kind = \(kind))
    """
  }

  /// Whether the review with the subject `s` was countersigned for an earlier version than it speaks for.
  private static let isCarried: SQL = "s.state = 'countersigned' AND s.last_event = 'carried'"

  private static let reviews: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', s.name, 'version', s.seq,
        'remit', v.remit, 'round', v.round, 'purpose', v.purpose, 'state', s.state,
        'assignee', p.name_en, 'assignee_zh', p.name_zh, 'recommendation', v.recommendation, 'reasons', v.reasons,
        'is_carried', \(isCarried),
        'due_at', (SELECT c.due_at FROM clock c WHERE c.subject = v.id
                    AND c.name = 'first_review' AND NOT c.ended),
        'recommender', \(signers("n.name_en", "recommend"))->0,
        'recommender_zh', \(signers("n.name_zh", "recommend"))->0,
        'countersigners', \(signers("n.name_en", "countersign")),
        'countersigners_zh', \(signers("n.name_zh", "countersign")),
        'seen', seen_in(v.id),
        'questions', (SELECT count(*) FROM question q WHERE q.review = v.id),
        'acts', (SELECT coalesce(jsonb_agg(w), '[]') FROM possible_acts(s.name) w))
        ORDER BY v.remit, v.round DESC), '[]')
      FROM review v JOIN subject s ON s.id = v.id LEFT JOIN person p ON p.id = v.assignee
     WHERE v.application = a.id)
    """

  private static let proposals: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', s.name, 'version', s.seq,
        'object', o.name, 'event', p.event, 'proposer', n.name_en, 'proposer_zh', n.name_zh,
        'reason', coalesce(p.detail->>'reasons', p.detail->>'reason', p.payload->>'wording'),
        'gateway', p.detail->>'gateway', 'role', p.detail->>'role', 'named', w.name_en, 'named_zh', w.name_zh,
        'open', (SELECT jsonb_agg(l.who ORDER BY l.place) FROM proposal_place l
                  WHERE l.proposal = p.id AND l.person IS NULL),
        'acts', (SELECT coalesce(jsonb_agg(i), '[]') FROM possible_acts(s.name) i))
        ORDER BY p.proposed_at), '[]')
      FROM proposal p JOIN subject s ON s.id = p.id JOIN person n ON n.id = p.proposed_by
      JOIN subject o ON o.id = p.object LEFT JOIN account u ON u.id::text = p.detail->>'account'
      LEFT JOIN person w ON w.id = u.person
     WHERE s.state = 'proposed' AND coalesce(o.root, o.id) = a.id)
    """
}
