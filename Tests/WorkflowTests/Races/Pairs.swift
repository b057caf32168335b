import Postgres
import Testing

/// Two people who act on one case at one moment, and what may come of it.
struct Pair: Sendable, CustomTestStringConvertible {
  let name: String
  /// An expression of SQL that makes what they act on; its id is `:app` below.
  let scene: String
  /// What happens before, one statement.
  var prepare: String?
  let left: (login: String, act: String)
  let right: (login: String, act: String)
  /// What may come of it: both outcomes and, in words of SQL, what holds afterwards.
  let endings: Set<Ending>
  /// What must hold of the case in any ending; an SQL expression over `app`.
  let holds: String
  /// Whether the two must wait for each other in some order.
  var meets = true
  /// The functions whose locks keep them apart; none where any order of what they read is right.
  var locks = ["locate"]

  var testDescription: String { name }

  struct Ending: Hashable, Sendable {
    let left: Outcome
    let right: Outcome
  }
}

extension Pair {
  private static let both = Ending(left: "done", right: "done")

  private static func act(
    _ subject: String, _ event: String, _ detail: String = "'{}'", _ payload: String = "'{}'",
    expected: String = "NULL"
  ) -> String {
    "SELECT * FROM act(\(subject), '\(event)', \(expected), \(detail), \(payload))"
  }

  private static let application = "'application/' || :app"

  private static func review(_ remit: String) -> String { "review_of(:app, '\(remit)')" }

  private static func countersign(_ remit: String) -> (login: String, act: String) {
    (
      "\(remit.lowercased()).approver",
      act(
        review(remit), "countersign", "jsonb_build_object('seen', seen(\(review(remit))))")
    )
  }

  /// All reviews but one countersigned, that one recommended.
  private static func lastOpen(_ remits: String...) -> String {
    let open = remits.map { "'\($0)'" }.joined(separator: ", ")
    return """
      SELECT review_to(a.id, r, CASE WHEN r IN (\(open)) THEN 'recommended' ELSE 'countersigned' END)
        FROM unnest('{HKMA,SFC,IA}'::text[]) r, (SELECT :app AS id) a
      """
  }

  private static func state(_ state: String) -> String {
    "(SELECT state FROM subject WHERE id = :app) = '\(state)'"
  }

  private static func count(_ event: String, is number: Int) -> String {
    "(SELECT count(*) FROM audit_event WHERE subject = :app AND type LIKE '%.\(event).v1') = \(number)"
  }

  static let all: [Pair] = [
    Pair(
      name: "the last two countersignatures", scene: "case_in('in_review')",
      prepare: lastOpen("HKMA", "SFC"),
      left: countersign("HKMA"), right: countersign("SFC"), endings: [both],
      holds: """
        \(state("consolidation")) AND \(count("conclude_reviews", is: 1)) AND \(count("review_done", is: 2))
        AND (SELECT c.act FROM audit_event c WHERE c.subject = :app AND c.type LIKE '%.conclude_reviews.v1')
          = (SELECT e.act FROM audit_event e WHERE e.type LIKE '%review.countersign.v1'
               AND e.subject IN (SELECT id FROM review WHERE application = :app) ORDER BY e.id DESC LIMIT 1)
        """),
    Pair(
      name: "the last countersignature and a remit added",
      scene: "case_in('in_review')", prepare: lastOpen("SFC"), left: countersign("SFC"),
      right: (
        "hkma.coordinator",
        act(application, "add_remit", "'{\"remit\": \"MPFA\", \"reason\": \"schemes\"}'")
      ), endings: [both],
      holds: "\(state("in_review")) AND (SELECT count(*) FROM open_reviews_of(:app)) = 1"),
    Pair(
      name: "a suspension and a claim", scene: "case_in('trial')",
      prepare: "SELECT job_in('queued', :app)",
      left: ("sfc.approver", act(application, "suspend", "'{\"reason\": \"drift\"}'")),
      right: ("worker", "SELECT * FROM claim('w2', 'n1', 5)"), endings: [both],
      holds: """
        \(state("suspended")) AND (SELECT (state = 'queued' AND stop_mark IS NULL)
            OR (state = 'dispatching' AND stop_mark = 'kill') FROM job WHERE application = :app)
        AND (SELECT NOT open AND running = (SELECT count(*) FROM job WHERE application = :app AND state = 'dispatching')
               FROM compute_grant WHERE application = :app)
        """, locks: ["claim"]),
    Pair(
      name: "a withdrawal and the last countersignature",
      scene: "case_in('in_review')", prepare: lastOpen("SFC"),
      left: ("appr", act(application, "withdraw")),
      right: countersign("SFC"), endings: [both, Ending(left: "done", right: "SB405")],
      holds: "\(state("withdrawn")) AND NOT EXISTS (SELECT FROM open_reviews_of(:app))"),
    Pair(
      name: "an offer and reviews reopened", scene: "case_in('consolidation')",
      left: (
        "hkma.approver",
        act(application, "offer", "'{}'", "jsonb_build_object('evaluation', run_of_rules('offer'))")
      ),
      right: (
        "sfc.approver",
        act(
          application, "reopen_reviews",
          "'{\"remit\": \"SFC\", \"remits\": [\"SFC\"], \"reason\": \"new facts\"}'")
      ),
      endings: [Ending(left: "done", right: "SB405"), Ending(left: "SB405", right: "done")],
      holds: """
        (\(state("offered")) AND NOT EXISTS (SELECT FROM open_reviews_of(:app)))
        OR (\(state("in_review")) AND \(count("offer", is: 0)))
        """),
    Pair(
      name: "an amendment and a countersignature", scene: "case_in('in_review')",
      prepare: """
        SELECT review_to(:app, 'SFC', 'recommended'), done('hkma.coordinator', \(application),
          'amendment_invited', '{"reason": "a new name"}'), done('partner.appr', \(application), 'version_signed')
        """,
      left: ("appr", amend), right: countersign("SFC"),
      endings: [both, Ending(left: "done", right: "SB405")],
      holds: """
        (SELECT version FROM application WHERE id = :app) = 2 AND NOT EXISTS (
          SELECT FROM review r JOIN subject s ON s.id = r.id WHERE r.application = :app AND r.remit = 'SFC'
             AND s.state = 'countersigned' AND r.valid_for = 1
             AND r.round = (SELECT max(n.round) FROM review n WHERE n.application = :app AND n.remit = 'SFC'))
        """),
    Pair(
      name: "reviews concluded and reopened", scene: "case_in('in_review')",
      prepare: lastOpen("SFC"), left: countersign("SFC"),
      right: (
        "hkma.coordinator",
        act(application, "reopen_reviews", "'{\"remits\": [\"IA\"], \"reason\": \"new facts\"}'")
      ),
      endings: [both, Ending(left: "done", right: "SB405")],
      holds: """
        (\(state("consolidation")) AND NOT EXISTS (SELECT FROM open_reviews_of(:app)))
        OR (\(state("in_review")) AND (SELECT count(*) FROM open_reviews_of(:app)) = 1)
        """, locks: []),
    Pair(
      name: "one remit's suspension and the lifting of another's", scene: "case_in('suspended')",
      prepare: """
        SELECT proposed('sfc.case_officer', \(application), 'lift_suspension', '{"remit": "SFC"}',
          jsonb_build_object('evaluation', run_of_rules('start')))
        """,
      left: ("ia.approver", act(application, "suspend", "'{\"reason\": \"complaints\"}'")),
      right: (
        "sfc.approver",
        act("(SELECT 'proposal/' || p.id FROM proposal p WHERE p.object = :app)", "confirm")
      ),
      endings: [both],
      holds: """
        \(state("suspended")) AND EXISTS (SELECT FROM hold WHERE application = :app AND remit = 'IA')
        AND (SELECT NOT open FROM compute_grant WHERE application = :app)
        """, locks: ["locate", "effect_carry_out"]),
    Pair(
      name: "a variation approved and the end of the trial",
      scene: "split_part(variation_in('requested'), '/', 2)::uuid",
      prepare: """
        SELECT review_to(s.root, r, 'countersigned') FROM subject s, unnest('{HKMA,SFC}'::text[]) r WHERE s.id = :app
        """,
      left: ("hkma.approver", act("'variation/' || :app", "approve")),
      right: (
        "appr",
        act("'application/' || (SELECT root FROM subject WHERE id = :app)", "end_trial")
      ),
      endings: [both, Ending(left: "SB405", right: "done")],
      holds: """
        (SELECT v.state IN ('approved', 'lapsed') AND c.state = 'exit_review'
           FROM subject v JOIN subject c ON c.id = v.root WHERE v.id = :app)
        """),
    Pair(
      name: "an amendment and a recommendation",
      scene: "case_in('in_review')",
      prepare: """
        SELECT review_to(:app, 'SFC', 'in_progress'), done('hkma.coordinator', \(application),
          'amendment_invited', '{"reason": "a new name"}'), done('partner.appr', \(application), 'version_signed')
        """,
      left: ("appr", amend),
      right: (
        "sfc.case_officer",
        act(
          review("SFC"), "recommend",
          "jsonb_build_object('recommendation', 'approve', 'reasons', 'sound', 'seen', :seen)")
      ), endings: [both, Ending(left: "done", right: "SB422")],
      holds: """
        (SELECT version FROM application WHERE id = :app) = 2
        AND (SELECT state FROM subject WHERE name = \(review("SFC"))) = 'in_progress'
        """),
    Pair(
      name: "a submission and a save of its draft", scene: "case_in('draft')",
      prepare: """
        \(readyToSubmit) UNION ALL SELECT done('partner.appr', \(application), 'party_left')
        """,
      left: ("appr", submitJudgedAt0),
      right: ("prep", "UPDATE draft SET facts = '{\"n\": 2}' WHERE application = :app"),
      endings: [both, Ending(left: "SB409", right: "done")],
      // What was saved after the version was frozen belongs to the next one.
      holds: """
        (SELECT revision FROM draft WHERE application = :app) = 1
        AND EXISTS (SELECT FROM draft_edit e JOIN application a ON a.id = e.application
          WHERE a.id = :app AND e.person = human('prep') AND e.version = a.version + 1)
        """, locks: ["hold_draft"]),
    Pair(
      name: "two submissions", scene: "case_in('draft')", prepare: readyToSubmit,
      left: ("appr", submit), right: ("appr2", submit),
      endings: [Ending(left: "done", right: "SB409"), Ending(left: "SB409", right: "done")],
      holds: "\(state("submitted")) AND \(count("submit", is: 1))"),
    Pair(
      name: "two suspensions", scene: "case_in('trial')",
      left: ("sfc.approver", act(application, "suspend", "'{\"reason\": \"drift\"}'")),
      right: ("ia.approver", act(application, "suspend", "'{\"reason\": \"complaints\"}'")),
      endings: [both],
      holds: "\(state("suspended")) AND (SELECT count(*) FROM hold WHERE application = :app) = 2",
      locks: []),
    Pair(
      name: "an acceptance and a withdrawal", scene: "case_in('offered')",
      left: ("appr", act(application, "accept_offer", "'{\"version\": 1, \"offer\": 1}'")),
      right: ("appr2", act(application, "withdraw")),
      endings: [both, Ending(left: "SB405", right: "done")], holds: state("withdrawn")),
    Pair(
      name: "two who take one review", scene: "case_in('in_review')",
      left: ("sfc.case_officer", act(review("SFC"), "assign", assignee("sfc.case_officer"))),
      right: ("sfc.case_officer2", act(review("SFC"), "assign", assignee("sfc.case_officer2"))),
      endings: [Ending(left: "done", right: "SB405"), Ending(left: "SB405", right: "done")],
      holds:
        "(SELECT count(*) FROM audit_event WHERE type = 'hk.sandboxpp.review.assign.v1' AND subject = split_part(review_of(:app, 'SFC'), '/', 2)::uuid) = 1"
    ),
    Pair(
      name: "the two confirmations of an act of two places",
      scene:
        "split_part(proposed('hkma.convenor', cohort_in('planned'), 'announce'), '/', 2)::uuid",
      left: ("hkma.approver", confirm), right: ("sfc.approver", confirm), endings: [both],
      holds: "\(state("done")) AND \(announced) = 1"),
    Pair(
      name: "two confirmations for one place",
      scene:
        "split_part(proposed('hkma.convenor', cohort_in('planned'), 'announce'), '/', 2)::uuid",
      left: ("hkma.approver", confirm), right: ("hkma.approver2", confirm),
      endings: [Ending(left: "done", right: "SB403"), Ending(left: "SB403", right: "done")],
      holds: "\(state("proposed")) AND \(announced) = 0"),
    Pair(
      name: "two offers for one place",
      scene: "rivals()",
      left: ("hkma.approver", offer(application)),
      right: (
        "hkma.approver2",
        offer("'application/' || rival_of(:app)")
      ),
      endings: [Ending(left: "done", right: "SB422"), Ending(left: "SB422", right: "done")],
      holds: "places_taken((SELECT cohort FROM application WHERE id = :app)) = 1",
      locks: ["guard_place_in_cohort"]),
    Pair(
      name: "two workers and one slot",
      scene: "case_in('trial')",
      prepare: """
        WITH one AS (UPDATE compute_grant SET slots = 1 WHERE application = :app RETURNING application)
        SELECT job_in('queued', application), job_in('queued', application) FROM one
        """,
      left: ("worker", "SELECT * FROM claim('w1', 'n1', 5)"),
      right: ("worker", "SELECT * FROM claim('w2', 'n2', 5)"), endings: [both],
      holds: """
        (SELECT count(*) FILTER (WHERE state = 'dispatching') = 1 FROM job WHERE application = :app)
        AND (SELECT running = 1 AND reserved = 60 FROM compute_grant WHERE application = :app)
        """, meets: false, locks: ["claim"]),
  ]

  private static let amend = act(
    application, "amend", "'{}'",
    "jsonb_build_object('content', content('{users.count}'), 'evaluation', run_of_rules('submission'))"
  )

  private static let confirm = act("'proposal/' || :app", "confirm")

  private static func offer(_ subject: String) -> String {
    act(subject, "offer", "'{}'", "jsonb_build_object('evaluation', run_of_rules('offer'))")
  }

  private static let announced = """
    (SELECT count(*) FROM audit_event e JOIN proposal p ON p.object = e.subject
      WHERE p.id = :app AND e.type = 'hk.sandboxpp.cohort.announce.v1')
    """

  private static func assignee(_ login: String) -> String {
    "jsonb_build_object('assignee', acc('\(login)'))"
  }

  private static let readyToSubmit = """
    SELECT done('appr', \(application), 'consent_given', jsonb_build_object('kind', k))
      FROM unnest('{share_regulators,share_cyberport}'::text[]) k
    UNION ALL SELECT done('partner.appr', \(application), 'version_signed')
    """

  private static let submitJudgedAt0 = act(
    application, "submit", "'{}'",
    "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))")

  private static let submit = act(
    application, "submit", "'{}'",
    "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))",
    expected: ":version")
}
