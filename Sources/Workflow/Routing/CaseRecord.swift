internal import Foundation
internal import Policies
internal import Postgres
internal import Transparency

/// What judging a case needs to know of it: read in one statement.
struct CaseRecord: Decodable, Sendable {
  let id: String
  let subject: String
  let version: Int
  let state: String
  let lead: String?
  let content: Int
  let titleEn: String
  let titleZh: String
  /// The frozen content, canonical JSON; nil before the first submission.
  let document: String?
  /// What the firm is writing; its readers see it, others get nil.
  let draft: String?
  /// How often the draft was saved when it was read.
  let revision: Int?
  /// The day in Hong Kong on which it was first submitted.
  let received: String?
  /// The digest of the policies that the case is pinned to.
  let policies: String?
  /// Today in Hong Kong, by the database's clock.
  let today: String
  let licences: [Licence]
  let consents: [String]
  let found: [FoundFact]
  /// The variation that is open, for who may read it.
  let variation: Variation?
  /// What the rules read of the panel's scores, for who may read it: a JSON object.
  let panel: String?

  struct Licence: Decodable, Sendable {
    let number: String
    let state: String
  }

  struct Variation: Decodable, Sendable {
    let subject: String
    let kind: String
    /// What the case is to become; nil for an extension.
    let document: String?
  }

  struct FoundFact: Decodable, Sendable {
    let attribute: String
    let value: String
  }
}

extension Sandbox {
  /// The record of an application by its reference or subject.
  func caseRecord(_ name: String, as caller: Caller) async throws(Refusal) -> CaseRecord {
    let isWriter = caller.audience == .firm
    let draft: SQL =
      isWriter ? "(SELECT d.facts::text FROM draft d WHERE d.application = a.id)" : "NULL::text"
    let revision: SQL =
      isWriter ? "(SELECT d.revision FROM draft d WHERE d.application = a.id)" : "NULL::integer"
    let found: SQL =
      [.officer, .firm, .clockwork].contains(caller.audience)
      ? """
      (SELECT coalesce(jsonb_agg(jsonb_build_object('attribute', n.attribute,
         'value', n.value::text) ORDER BY n.found_at), '[]') FROM found_fact n WHERE n.application = a.id)
      """ : "'[]'::jsonb"
    let variation: SQL =
      [.officer, .firm, .clockwork].contains(caller.audience)
      ? """
      (SELECT jsonb_build_object('subject', vs.name, 'kind', v.kind, 'document', v.content->>'document')
         FROM variation v JOIN subject vs ON vs.id = v.id WHERE v.application = a.id AND vs.state = 'requested')
      """ : "NULL::jsonb"
    let panel: SQL =
      [.officer, .clockwork].contains(caller.audience)
      ? "result_of_panel(a.id)::text" : "NULL::text"
    return try await readCase(
      CaseRecord.self, name,
      """
      SELECT jsonb_build_object('id', a.id, 'subject', s.name, 'version', s.seq, 'state', s.state,
        'lead', s.remit, 'content', a.version, 'title_en', a.title_en, 'title_zh', a.title_zh,
        'document', (SELECT v.document FROM application_version v
                      WHERE v.application = a.id AND v.version = a.version),
        'received', (SELECT day_in_hong_kong(v.frozen_at) FROM application_version v
                      WHERE v.application = a.id AND v.version = 1),
        'draft', \(draft), 'revision', \(revision), 'policies', encode(a.policies, 'hex'),
        'today', day_in_hong_kong(now()), 'found', \(found),
        'variation', \(variation), 'panel', \(panel),
        'licences', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', l.number, 'state', ls.state)), '[]')
                       FROM licence l JOIN subject ls ON ls.id = l.id
                      WHERE l.firm = a.firm OR l.firm IN (
                        SELECT y.firm FROM party y
                         WHERE y.application = a.id AND y.part = 'co_applicant' AND y.joined)),
        'consents', (SELECT coalesce(jsonb_agg(c.kind), '[]') FROM consent c
                      WHERE c.application = a.id AND c.withdrawn_at IS NULL))
      FROM application a JOIN subject s ON s.id = a.id
      WHERE a.reference = \(name) OR s.name = \(name)
      """, as: caller)
  }
}
