/// The events that leave the state as it is, as they were agreed, each with the rows that keep it:
///
///     table | event | who | guards
extension Contract {
  static let standing: [String: String] = [
    // A supervisor notes why somebody was assigned.
    "note added, joint note added: officer, approver of a remit": """
    supervision | note_added | case_officer@inside approver@inside supervisor@inside | note_written
    supervision | words_erased | confirmed | reason_given texts_erasable no_legal_hold
    supervision | keys_destroyed | system |
    supervision | joint_note_added | confirmed | note_written gateway_stated
    supervision | joint_note_shared | consequence |
    """,
    // Documents are the applicant's: a provider fills in its part of the content.
    "document added / superseded: the party that owns it, before closed": """
    application | document_added | firm | before_closed document_named
    application | document_superseded | firm | before_closed document_named document_stands
    """,
    // An approver who decides has the rules run as well; gates are rules on what was measured.
    "rule run: system, at a stage, or on request of an officer": """
    application | rules_run | system case_officer@required approver@required | evaluation_given
    application | gates_judged | system case_officer@required | metrics_given
    """,
    "rule overridden (soft), waived: officer proposes, approver confirms": """
    supervision | rule_overridden | confirmed | rule_soft
    supervision | rule_waived | confirmed | waiver_named
    """,
    "guidance asked / feedback given: firm / officer, binding ones by approver": """
    application | guidance_asked | firm | reason_given
    application | feedback_given | approver@required case_officer@required | reason_given
    """,
    "score entered / amended: panel member, before ranked": """
    supervision | score_entered | panel_member@cohort | score_given before_ranked
    """,
    "conflict declared, recusal: the person": """
    supervision | conflict_declared | case_officer@inside approver@inside supervisor@inside coordinator@inside panel_member@cohort | conflict_stated
    """,
    "access granted / ended, alternate appointed: supervisor proposes, approver confirms": """
    remit | access_granted | confirmed | reason_given access_fit not_for_oneself
    remit | access_ended | confirmed | reason_given access_held
    supervision | alternate_appointed | confirmed | reason_given alternate_fit not_for_oneself
    """,
    "record viewed, export made: system, for the person; export with reason": """
    access | viewed | self |
    access | exported | self | reason_given
    """,
    "refused attempts of a privileged act, signing out": """
    access | refused | self |
    access | signed_out | consequence |
    """,
    "disclosure to another authority: approver of the disclosing authority, gateway named": """
    supervision | disclosed | approver@inside | gateway_named
    """,
    "clock corrected: coordinator, with reason": """
    application | clock_corrected | coordinator@lead | reason_given clock_named correction_fits
    """,
    "lead reassigned: both coordinators, reasons": """
    application | lead_reassigned | confirmed | remit_required reason_given
    """,
    "party invited, joined, left; version signed; consent given / withdrawn: firm approver of that party":
      """
    application | party_invited | firm_approver@firm | party_named
    application | party_joined | firm_approver@party | party_invited
    application | party_left | firm_approver@party | party_free_to_leave
    application | version_signed | firm_approver@party |
    application | consent_given | firm_approver@firm | consent_named
    application | consent_withdrawn | firm_approver@firm | consent_stands
    """,
    "grant provisioned / changed / released: operator; changed: with the lead approver": """
    application | grant_provisioned | compute_operator | grant_named grant_absent within_quota
    application | grant_changed | confirmed | grant_named grant_provisioned within_quota
    application | grant_released | compute_operator | after_trial grant_provisioned grant_idle
    """,
    "periodic report, final report received: firm approver": """
    application | periodic_report_received | firm_approver@firm | report_named
    application | final_report_received | firm_approver@firm | report_named
    """,
    "notice sent / delivered / bounced / read: system": """
    application | notice_sent | system |
    application | notice_delivered | system |
    application | notice_bounced | system |
    application | notice_read | system |
    """,
    "legal hold set / released; erasure: approver; released, erasure: two persons": """
    application | legal_hold_set | approver@required | reason_given
    application | legal_hold_released | confirmed | legal_hold_stands reason_given
    application | erasure_attested | confirmed | after_trial grant_idle no_legal_hold
    """,
    // Each says it for its own side; a consent that is withdrawn takes it back.
    "publication agreed / withdrawn: firm approver and lead approver": """
    application | publication_agreed | firm_approver@firm approver@lead | publication_due
    application | publication_withdrawn | firm_approver@firm approver@lead consequence | publication_stands reason_given
    """,
    "production reported: firm approver, after closed": """
    application | production_reported | firm_approver@firm | closed_case
    """,
    "finding of fact: officer states, approver confirms": """
    application | fact_found | confirmed | fact_named remit_required
    """,
    // Guards of other rows ask for these.
    "two reminders before a case lapses": """
    application | reminder_sent | system | reminder_due
    """,
    "at the window's close a draft moves to the next announced cohort": """
    application | cohort_moved | system | cohort_left_behind
    """,
    "amendment invited by the coordinator": """
    application | amendment_invited | coordinator@lead | reason_given
    """,
    "content confirmed before reactivation": """
    application | content_confirmed | firm_approver@firm | deferred_case
    """,
    "notice of termination and representations": """
    application | termination_notified | approver@required | suspended_case reason_given
    application | representations_made | firm_approver@firm | suspended_case document_named
    """,
    "where a regulator's clock runs out nothing is decided: it escalates": """
    supervision | warned | system | clock_soon_out
    supervision | escalated | system | clock_breached
    remit | warned | system | clock_soon_out
    remit | escalated | system | clock_breached
    """,
    "calendars: administrator, days closed and opened with source and mark": """
    calendar | day_closed | administrator consequence | day_stated
    calendar | day_opened | administrator | day_stated reason_given
    calendar | rest_set | administrator consequence | day_stated:weekday
    """,
    // What the firm is told of a desk, never what was recommended.
    "told to the firm": """
    application | question_asked | consequence |
    application | question_answered | consequence |
    application | question_withdrawn | consequence |
    application | review_begun | consequence |
    application | review_done | consequence |
    """,
    "review carried to a new version": "review | carried | consequence |",
    "accounts of a firm": """
    firm | account_opened | consequence |
    firm | account_closed | consequence |
    """,
    "steps of jobs, a flush each": """
    jobs | requested | consequence |
    jobs | dispatched | consequence |
    jobs | ended | consequence |
    jobs | hold | consequence |
    jobs | release | consequence |
    jobs | cancel | consequence |
    jobs | stop | consequence |
    jobs | adopt | consequence |
    jobs | redrive | consequence |
    jobs | rescued | consequence |
    jobs | stale_refused | consequence |
    """,
    "notes of a component": "system | noted | system |",
  ]

  /// The acts of several persons as they were agreed: table | event | who proposes | who confirms.
  static let together = """
    application | find_ineligible | case_officer@lead coordinator@lead approver@lead | approver@lead
    application | decline | case_officer@lead coordinator@lead approver@lead | approver@lead
    application | revoke_offer | case_officer@lead coordinator@lead approver@lead | approver@lead
    application | reinstate | coordinator@lead | approver@lead
    application | lift_suspension | case_officer@named_authority approver@named_authority | approver@named
    application | terminate | case_officer@named_authority approver@named_authority | approver@named
    application | uphold | coordinator@lead approver@required | approver@each_named
    application | replace_decision | coordinator@lead approver@required | approver@each_named
    application | fact_found | case_officer@named | approver@named
    application | lead_reassigned | coordinator@lead | coordinator@named
    application | grant_changed | compute_operator | approver@lead
    application | erasure_attested | compute_operator | compute_operator/output_checker
    application | legal_hold_released | approver@required | approver@named
    review | request_further_information | case_officer@assignee | approver@remit
    condition | waive | case_officer@remit approver@remit | approver@remit
    relief | grant | case_officer@remit approver@remit | approver@remit
    relief | refuse | case_officer@remit approver@remit | approver@remit
    cohort | announce | convenor@host | approver@taking_part
    cohort | cancel | convenor@host | approver@taking_part
    cohort | rank | convenor@host | approver@with_case
    cohort | amend_rank | convenor@host | approver@with_case
    policy | activate | policy_author@binding | approver@binding
    practice_note | agree | coordinator | approver@each_authority
    artefact | release | output_checker | output_checker
    supervision | rule_overridden | case_officer@named approver@named | approver@named
    supervision | rule_waived | case_officer@named approver@named | approver@named
    supervision | words_erased | case_officer@inside approver@inside supervisor@inside | approver@inside
    supervision | joint_note_added | case_officer@inside approver@inside | approver@each_required
    supervision | alternate_appointed | supervisor@inside | approver@inside
    remit | access_granted | supervisor@remit | approver@remit
    remit | access_ended | supervisor@remit | approver@remit
    """
}
