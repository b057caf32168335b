/// The tables of states and events as they were agreed, written down by hand.
///
///     from | event | to | who | guards
///
/// They are kept apart from the code, so that a row, a person or a guard left out or added there is
/// found. `firm` stands for its preparer or its approver; where what a firm says binds it, the approver
/// alone says it. `consequence` is what another act does and nobody fires; `system` the clock may.
/// A guard's name says what must hold; none stands where the agreement asks for nothing.
enum Contract {
  static let tables: [String: String] = [
    "application": """
    - | start | draft | firm_preparer@firm | licence_active cohort_named
    draft returned | submit | submitted | firm_approver@firm | submitter_changed_nothing parties_signed consents_given window_open route_determined rules_clear:submission
    submitted | return_incomplete | returned | case_officer@lead | defects_listed
    submitted | accept_complete | in_review | case_officer@lead | licences_stand evaluation_given
    submitted in_review consolidation deferred | find_ineligible | declined | confirmed | reasons_given rule_stands
    in_review | conclude_reviews | consolidation | system | reviews_complete no_question_open
    in_review consolidation | amend | in_review | firm_approver@firm | submitter_changed_nothing parties_signed consents_given amendment_invited route_determined rules_clear:submission
    deferred | amend | deferred | firm_approver@firm | submitter_changed_nothing parties_signed consents_given route_determined rules_clear:submission
    in_review consolidation | add_remit | in_review | system coordinator@lead | reason_given remit_not_required
    in_review | release_remit | in_review | approver@named | remit_released
    consolidation | release_remit | consolidation | approver@named | remit_released
    consolidation | reopen_reviews | in_review | coordinator@lead approver@named | remits_named reason_given
    consolidation | offer | offered | approver@lead | reviews_complete none_objects place_in_cohort rules_clear:offer no_condition_conflict relief_decided
    consolidation | defer | deferred | approver@lead | reason_given evaluation_given
    consolidation | decline | declined | confirmed | reasons_tied
    deferred | reactivate | in_review | coordinator@lead | next_cohort_open content_confirmed licences_stand evaluation_given
    offered | accept_offer | onboarding | firm_approver@firm | offer_as_seen licences_stand
    offered | request_change | consolidation | firm_approver@firm | change_not_yet_asked reason_given
    offered onboarding | revoke_offer | declined | confirmed | revocation_ground
    onboarding | not_ready | deferred | coordinator@lead | missing_named
    onboarding | start_trial | trial | coordinator@lead | conditions_precedent_met grant_provisioned rules_clear:start
    trial | pause | paused | firm_approver@firm |
    paused | resume | trial | firm_approver@firm | trial_days_left no_hold
    trial paused suspended | suspend | suspended | approver@required system | reason_given
    suspended | lift_suspension | suspended/trial/paused | confirmed | hold_stands rules_clear:start
    trial paused suspended | end_trial | exit_review | firm_approver@firm system | trial_ended
    suspended | terminate | exit_review | confirmed | remit_required termination_ground
    exit_review | sign_exit_report | closed | approver@lead | exit_parts_signed final_report_settled gates_stated grant_idle erasure_settled outcome_named
    declined | request_reconsideration | reconsideration | firm_approver@firm | reconsideration_open
    reconsideration | uphold | declined | confirmed | remits_of_decision reasons_given
    reconsideration | replace_decision | submitted/in_review | confirmed | remits_of_decision reasons_given
    reconsideration | withdraw_reconsideration | declined | firm_approver@firm |
    draft returned submitted in_review consolidation deferred offered onboarding | withdraw | withdrawn | firm_approver@firm consequence |
    draft returned deferred offered onboarding | lapse | lapsed | system | clock_run_out reminders_sent
    lapsed | reinstate | kept | confirmed | within_reinstatement place_left reason_given
    """,
    "review": """
    - | invite | invited | consequence |
    invited | assign | assigned | supervisor@remit case_officer@remit | assignee_fit
    assigned in_progress awaiting_information recommended | reassign | assigned | supervisor@remit | reason_given assignee_fit
    assigned in_progress awaiting_information recommended | recuse | invited | case_officer@assignee |
    assigned | begin | in_progress/awaiting_information | case_officer@assignee | fresh_eyes
    in_progress awaiting_information | request_information | awaiting_information | case_officer@assignee | question_left question_names_something
    awaiting_information | supply_information | in_progress/awaiting_information | firm_approver@firm | question_unanswered
    awaiting_information | withdraw_request | in_progress/awaiting_information | case_officer@assignee | question_open
    awaiting_information | information_overdue | in_progress | system | question_overdue
    in_progress | supply_information | in_progress | firm_approver@firm | question_unanswered
    in_progress | recommend | recommended | case_officer@assignee | reasons_given conditions_described recommendation_allowed saw_current not_countersigner fresh_eyes
    recommended | return_to_officer | in_progress | approver@remit | reason_given
    recommended | take_over | recommended | approver@remit | reasons_given conditions_described recommendation_differs recommendation_allowed saw_current not_countersigner fresh_eyes
    recommended | countersign | recommended/countersigned | approver@remit | not_recommender not_twice saw_current recommendation_allowed fresh_eyes
    recommended | version_changed | in_progress | consequence |
    invited assigned in_progress awaiting_information recommended | stand_down | stood_down | consequence |
    """,
    "variation": """
    - | request | requested | firm_approver@firm | in_trial_states one_open_variation submitter_changed_nothing variation_described
    requested | approve | approved | approver@lead | variation_reviewed
    requested | refuse | refused | approver@lead | reasons_given
    requested | withdraw | withdrawn | firm_approver@firm |
    requested | lapse | lapsed | consequence |
    """,
    "proposal": """
    - | propose | proposed | proposer | object_ready
    proposed | confirm | proposed/done | confirmer | not_proposer took_no_part object_unmoved
    proposed | refuse | refused | confirmer | not_proposer reason_given
    proposed | retract | retracted | first_person |
    proposed | expire | expired | system | proposal_over
    """,
    "relief": """
    - | ask | asked | firm_approver@firm | requirement_named
    asked | grant | granted | confirmed | limits_given
    asked | refuse | refused | confirmed | reasons_given
    granted | end | ended | system approver@remit | reason_given day_has_come
    """,
    "condition": """
    - | set | open | consequence |
    open | submit_evidence | evidence_in | firm | evidence_named
    evidence_in | accept | satisfied | case_officer@remit |
    evidence_in | reject | open | case_officer@remit | reason_given
    open evidence_in breached | waive | waived | confirmed | reason_given
    open satisfied | breach | breached | case_officer@remit system | reason_given day_has_come
    breached | cure | satisfied | case_officer@remit | reason_given
    """,
    "cohort": """
    - | plan | planned | convenor@host | cohort_described
    planned | announce | announced | confirmed | dates_set
    announced | open | open | system | opening_due
    open | extend_window | open | convenor@host | not_backwards
    open | close | assessing | system | closing_due
    assessing | rank | ranked | confirmed | ranking_whole
    ranked | amend_rank | ranked | confirmed | ranking_whole reason_given
    ranked | finish | finished | system | no_open_case
    open | finish | finished | system | rolling_over no_open_case
    planned announced open | cancel | cancelled | confirmed | reason_given
    """,
    "licence": """
    - | declare | declared | firm | licence_described
    declared | verify | active | case_officer@remit | register_checked
    declared | reject | rejected | case_officer@remit | reason_given
    active | suspend | suspended | approver@remit | reason_given
    suspended | restore | active | approver@remit | reason_given
    active suspended | end | ended | approver@remit firm_approver@firm system | ending_kind
    """,
    "job": """
    - | request | queued | firm assurance_provider@party system | part_fits grant_allows plan_covers_job rules_at_dispatch
    queued | hold | held | firm compute_operator |
    held | release | queued | firm compute_operator | held_by_own_side
    queued | claim | dispatching | worker |
    dispatching | start | running | worker |
    dispatching | refuse | queued/failed | worker |
    dispatching running | lose_contact | unknown | worker system |
    unknown | adopt | dispatching/running/succeeded/failed | worker |
    unknown | requeue | queued | system |
    running | succeed | succeeded | worker |
    running | fail | queued/failed | worker |
    queued held | cancel | cancelled | firm compute_operator system |
    dispatching | stop | dispatching | firm compute_operator system |
    running | stop | running | firm compute_operator system |
    unknown | stop | unknown | firm compute_operator system |
    dispatching running unknown | stopped | cancelled/killed | worker system |
    failed | redrive | queued | firm compute_operator | grant_allows
    """,
    "node": """
    - | join | taking | consequence |
    taking | drain | draining | compute_operator | reason_given
    draining | resume | taking | compute_operator |
    """,
    "artefact": """
    - | declare | declared | firm technology_provider@party | artefact_described
    - | produce | quarantined | worker | artefact_described produced_by_job
    declared | receive | quarantined | compute_operator | digest_recomputed
    quarantined | admit | admitted | compute_operator | digest_in_plan
    quarantined | refuse | refused | compute_operator output_checker | reason_given not_requester
    quarantined | release | released | confirmed | not_requester
    declared quarantined admitted refused released | erase | erased | compute_operator | attested no_legal_hold
    """,
    "incident": """
    - | report | reported | firm compute_operator system | incident_described
    reported | acknowledge | open | case_officer@required |
    reported | update | reported | firm | incident_described
    open | update | open | firm | incident_described
    open | close | closed | case_officer@required | cause_and_remedy
    """,
    "problem": """
    - | post | posted | firm | problem_described
    posted | match | matched | firm_approver@firm | provider_named
    matched | shape | shaped | convenor | reason_given
    shaped | convert | converted | firm |
    posted matched shaped | close | closed | firm_approver@firm convenor |
    """,
    "practice_note": """
    - | draft | drafted | coordinator | note_described
    drafted | agree | agreed | confirmed |
    agreed | publish | published | convenor |
    published | withdraw | withdrawn | convenor | reason_given
    """,
    "policy": """
    - | publish | published | policy_author@binding | policy_checked
    published | activate | activated | confirmed | effect_dated
    activated | supersede | superseded | system | newer_in_force
    published | withdraw | withdrawn | policy_author@binding | reason_given
    """,
    // Chains that are open as long as their case, firm, remit, session or component.
    "supervision": "- | open | open | consequence |", "jobs": "- | open | open | consequence |",
    "access": "- | open | open | consequence |", "remit": "- | open | open | consequence |",
    "calendar": "- | open | open | consequence |",
    "system": "- | open | open | system |", "firm": "- | register | registered | consequence |",
  ]

  /// Where the code's tables say more than what was agreed, each with its reason.
  static let departures: [String: String] = [
    // A late answer is taken in every open state: were it refused in `recommended` alone, a firm
    // could tell that state from `in_progress`. A third question is an approver's to allow, as an
    // act of two persons.
    "review": """
    invited | supply_information | invited | firm_approver@firm | question_unanswered
    assigned | supply_information | assigned | firm_approver@firm | question_unanswered
    recommended | supply_information | in_progress | firm_approver@firm | question_unanswered
    in_progress awaiting_information | request_further_information | awaiting_information | confirmed | questions_used question_names_something
    """,
    // A further offer replaces what its remit words anew: else two wordings of one rule stand.
    "condition": """
    open evidence_in satisfied breached | replace | replaced | consequence |
    """,
    // No attempt remains: the rescuer cannot put it back into the queue.
    "job": "unknown | requeue | queued/failed | system |",
    // A monitor's own output is filed by the clock.
    "artefact": """
    - | produce | quarantined | worker system | artefact_described produced_by_job
    """,
  ]

  /// States in which a machine may rest for good.
  static let ends: [String: Set<String>] = [
    "application": ["closed", "withdrawn", "lapsed", "declined"],
    "review": ["countersigned", "stood_down"],
    "variation": ["approved", "refused", "withdrawn", "lapsed"],
    "proposal": ["done", "refused", "retracted", "expired"],
    "relief": ["refused", "ended"], "condition": ["satisfied", "waived", "replaced"],
    "cohort": ["finished", "cancelled"], "licence": ["rejected", "ended"],
    "job": ["succeeded", "failed", "cancelled", "killed"], "artefact": ["erased"],
    "incident": ["closed"], "problem": ["converted", "closed"], "practice_note": ["withdrawn"],
    "policy": ["superseded", "withdrawn"],
    // Chains that stay open as long as their case, firm, remit or component.
    "jobs": ["open"], "supervision": ["open"], "access": ["open"], "system": ["open"],
    "firm": ["registered"], "remit": ["open"], "calendar": ["open"], "node": ["taking"],
  ]
}
