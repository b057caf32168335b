/// The events that leave the state as it is, as they were agreed, each with the rows that keep it.
extension Contract {
  static let standing: [String: [String]] = [
    "note added": ["supervision.note_added"],
    "document added / superseded": [
      "application.document_added", "application.document_superseded",
    ],
    "rule run": ["application.rules_run", "application.gates_judged"],
    "rule overridden (soft), waived": ["supervision.rule_overridden", "supervision.rule_waived"],
    "guidance asked / feedback given": [
      "application.guidance_asked", "application.feedback_given",
    ],
    "score entered / amended": ["supervision.score_entered"],
    "conflict declared, recusal": ["supervision.conflict_declared"],
    "record viewed, export made": ["access.viewed", "access.exported"],
    "refused attempts of a privileged act, signing out": ["access.refused", "access.signed_out"],
    "disclosure to another authority": ["supervision.disclosed"],
    "clock corrected": ["application.clock_corrected"],
    "lead reassigned": ["application.lead_reassigned"],
    "party invited, joined, left; version signed; consent given / withdrawn": [
      "application.party_invited", "application.party_joined", "application.party_left",
      "application.version_signed", "application.consent_given", "application.consent_withdrawn",
    ],
    "grant provisioned / changed / released": [
      "application.grant_provisioned", "application.grant_changed", "application.grant_released",
    ],
    "periodic report, final report received": [
      "application.periodic_report_received", "application.final_report_received",
    ],
    "notice sent / delivered / bounced / read": [
      "application.notice_sent", "application.notice_delivered", "application.notice_bounced",
      "application.notice_read",
    ],
    "legal hold set / released; erasure": [
      "application.legal_hold_set", "application.legal_hold_released",
      "application.erasure_attested",
    ],
    "production reported": ["application.production_reported"],
    "finding of fact": ["application.fact_found"],
    // Guards of other rows ask for these.
    "at the window's close a draft moves to the next announced cohort": [
      "application.cohort_moved"
    ],
    "amendment invited by the coordinator": ["application.amendment_invited"],
    "content confirmed before reactivation": ["application.content_confirmed"],
    "notice of termination and representations": [
      "application.termination_notified", "application.representations_made",
    ],
    // What the firm is told of a desk, never what was recommended.
    "told to the firm": [
      "application.question_asked", "application.question_answered",
      "application.question_withdrawn", "application.review_begun", "application.review_done",
    ],
    "review carried to a new version": ["review.carried"],
    "accounts of a firm": ["firm.account_opened", "firm.account_closed"],
    "steps of jobs, a flush each": [
      "jobs.requested", "jobs.dispatched", "jobs.ended", "jobs.hold", "jobs.release", "jobs.cancel",
      "jobs.stop", "jobs.adopt", "jobs.redrive", "jobs.rescued", "jobs.stale_refused",
    ],
    "notes of a component": ["system.noted"],
  ]

  /// Agreed, and in no table yet.
  static let missing: Set<String> = [
    "joint note added", "access granted / ended, alternate appointed",
    "publication agreed / withdrawn by the lead approver",
  ]
}
