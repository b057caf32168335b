internal import Postgres

/// What hangs under a case beside its reviews and conditions: a variation, a relief, an incident.
public struct MatterView: Sendable, Codable {
  /// `<machine>/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The state.
  public let state: String
  /// The remit that owns it, if one does.
  public let remit: String?
  /// What a variation changes, or how severe an incident is.
  public let kind: String?
  /// The requirement relieved, or what happened.
  public let wording: String?
  /// A relief's limits.
  public let limits: String?
  /// By how many months an extension extends.
  public let months: Int?
  /// What a variation would change, or changed; nil where it changes no fact.
  public let changes: AskedChanges?
  /// The last day of a relief, or when an incident became known.
  public let moment: String?
  /// What the reader may do with it.
  public let acts: [PossibleAct]

  /// The table that it obeys.
  public var machine: String { String(subject.prefix { $0 != "/" }) }
}

/// The facts that a variation changes, as they stood when it was asked for and as it wants them.
public struct AskedChanges: Sendable, Codable {
  /// The version that it was asked on.
  public let version: Int
  /// A JSON object with those facts that were stated.
  public let before: String
  /// The same as the variation states them.
  public let after: String
}

/// A regulator's hold on a trial.
public struct HoldView: Sendable, Codable {
  /// Whose it is.
  public let remit: String
  /// Why it was set.
  public let reason: String
  /// The same in Chinese, where a rule said so; empty where a person gave the reason.
  public let reasonZh: String
  /// When.
  public let setAt: String
}

/// A note inside an authority, or disclosed to it.
public struct NoteView: Sendable, Codable {
  /// The authority in which it was written.
  public let authority: String
  /// Who wrote it.
  public let writerEn: String
  /// The same in Chinese.
  public let writerZh: String
  /// What it says.
  public let wording: String
  /// When.
  public let writtenAt: String
  /// Authorities to which it was disclosed, as far as the reader may know.
  public let disclosedTo: [String]
}

extension Sandbox {
  /// Variations, reliefs and incidents of the application `a`, newest first in each table.
  static let matters: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', ms.name, 'version', ms.seq,
        'state', ms.state, 'remit', m.remit, 'kind', m.kind, 'wording', m.wording,
        'limits', m.limits, 'months', m.months, 'moment', m.moment, 'changes', m.changes,
        'acts', (SELECT coalesce(jsonb_agg(p), '[]') FROM possible_acts(ms.name) p))
        ORDER BY ms.machine, ms.head_time DESC), '[]')
      FROM (
        SELECT v.id, NULL AS remit, v.kind, NULL AS wording, NULL AS limits, v.months,
               NULL AS moment, \(changes) AS changes FROM variation v WHERE v.application = a.id
        UNION ALL
        SELECT f.id, f.remit, NULL, f.requirement, f.limits, NULL, f.last_day::text, NULL
          FROM relief f WHERE f.application = a.id
        UNION ALL
        SELECT i.id, NULL, i.severity, i.happened, NULL, NULL, to_jsonb(i.known_at)#>>'{}', NULL
          FROM incident i WHERE i.application = a.id) m
      JOIN subject ms ON ms.id = m.id)
    """

  /// What the variation `v` changes of the version in force when it was asked for.
  private static let changes: SQL = """
    (SELECT jsonb_build_object('version', b.version, 'before', \(facts("b.document")),
        'after', \(facts("v.content->>'document'")))
      FROM application_version b
     WHERE b.application = v.application AND v.content ? 'document'
       AND b.frozen_at <= (SELECT min(e.at) FROM audit_event e WHERE e.subject = v.id)
     ORDER BY b.version DESC LIMIT 1)
    """

  /// The facts of a document that the variation `v` changes, as the text of a JSON object.
  private static func facts(_ document: SQL) -> SQL {
    """
    (SELECT coalesce(jsonb_object_agg(n, (\(document))::jsonb->n)
                     FILTER (WHERE (\(document))::jsonb ? n), '{}')::text
       FROM jsonb_array_elements_text(coalesce(v.content->'changed', '[]')) n)
    """
  }

  /// Holds on the trial of the application `a`.
  static let holds: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('remit', h.remit, 'reason', h.reason,
        'reason_zh', h.reason_zh, 'set_at', h.set_at) ORDER BY h.set_at), '[]')
      FROM hold h WHERE h.application = a.id)
    """

  /// Notes on the application `a` that the reader's authority may read; nobody else has any.
  static func notes(for caller: Caller) -> SQL {
    guard caller.audience == .officer else { return "'[]'::jsonb" }
    return """
      (SELECT coalesce(jsonb_agg(jsonb_build_object('authority', o.authority,
          'writer_en', n.name_en, 'writer_zh', n.name_zh, 'wording', o.wording,
          'written_at', o.written_at, 'disclosed_to', (SELECT coalesce(jsonb_agg(d.authority
             ORDER BY d.authority), '[]') FROM note_disclosure d WHERE d.note = o.id))
          ORDER BY o.written_at DESC), '[]')
        FROM note o JOIN person n ON n.id = o.person WHERE o.application = a.id)
      """
  }
}
