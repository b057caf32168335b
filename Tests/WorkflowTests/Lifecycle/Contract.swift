/// The tables of states and events as they were agreed, copied by hand: from | event | to | who.
///
/// They are written down apart from the code, so that a row left out or added there is found. `firm`
/// stands for its preparer or approver; `system` for the clock, the rescuer and consequences.
enum Contract {
  static let tables: [String: String] = [
    "application": """
    - | start | draft | firm_preparer
    draft returned | submit | submitted | firm_approver
    submitted | return_incomplete | returned | case_officer
    submitted | accept_complete | in_review | case_officer
    submitted in_review consolidation deferred | find_ineligible | declined | confirmed
    in_review | conclude_reviews | consolidation | system
    in_review consolidation | amend | in_review | firm_approver
    deferred | amend | deferred | firm_approver
    in_review consolidation | add_remit | in_review | system coordinator
    in_review | release_remit | in_review | approver
    consolidation | release_remit | consolidation | approver
    consolidation | reopen_reviews | in_review | coordinator approver
    consolidation | offer | offered | approver
    consolidation | defer | deferred | approver
    consolidation | decline | declined | confirmed
    deferred | reactivate | in_review | coordinator
    offered | accept_offer | onboarding | firm_approver
    offered | request_change | consolidation | firm_approver
    offered onboarding | revoke_offer | declined | confirmed
    onboarding | not_ready | deferred | coordinator
    onboarding | start_trial | trial | coordinator
    trial | pause | paused | firm_approver
    paused | resume | trial | firm_approver
    trial paused suspended | suspend | suspended | approver system
    suspended | lift_suspension | suspended/trial/paused | confirmed
    trial paused suspended | end_trial | exit_review | firm_approver system
    suspended | terminate | exit_review | confirmed
    exit_review | sign_exit_report | closed | approver
    declined | request_reconsideration | reconsideration | firm_approver
    reconsideration | uphold | declined | confirmed
    reconsideration | replace_decision | submitted/in_review | confirmed
    reconsideration | withdraw_reconsideration | declined | firm_approver
    draft returned submitted in_review consolidation deferred offered onboarding | withdraw | withdrawn | firm_approver system
    draft returned deferred offered onboarding | lapse | lapsed | system
    lapsed | reinstate | kept | confirmed
    """,
    "review": """
    - | invite | invited | system
    invited | assign | assigned | supervisor case_officer
    assigned in_progress awaiting_information recommended | reassign | assigned | supervisor
    assigned in_progress awaiting_information recommended | recuse | invited | case_officer
    assigned | begin | in_progress/awaiting_information | case_officer
    in_progress awaiting_information | request_information | awaiting_information | case_officer
    awaiting_information | supply_information | in_progress/awaiting_information | firm_approver
    awaiting_information | withdraw_request | in_progress/awaiting_information | case_officer
    awaiting_information | information_overdue | in_progress | system
    in_progress | supply_information | in_progress | firm_approver
    in_progress | recommend | recommended | case_officer
    recommended | return_to_officer | in_progress | approver
    recommended | take_over | recommended | approver
    recommended | countersign | recommended/countersigned | approver
    recommended | version_changed | in_progress | system
    invited assigned in_progress awaiting_information recommended | stand_down | stood_down | system
    """,
    "variation": """
    - | request | requested | firm_approver
    requested | approve | approved | approver
    requested | refuse | refused | approver
    requested | withdraw | withdrawn | firm_approver
    requested | lapse | lapsed | system
    """,
    "proposal": """
    - | propose | proposed | proposer
    proposed | confirm | proposed/done | confirmer
    proposed | refuse | refused | confirmer
    proposed | retract | retracted | first_person
    proposed | expire | expired | system
    """,
    "relief": """
    - | ask | asked | firm
    asked | grant | granted | confirmed
    asked | refuse | refused | confirmed
    granted | end | ended | system approver
    """,
    "condition": """
    - | set | open | system
    open | submit_evidence | evidence_in | firm
    evidence_in | accept | satisfied | case_officer
    evidence_in | reject | open | case_officer
    open evidence_in breached | waive | waived | confirmed
    open satisfied | breach | breached | case_officer system
    breached | cure | satisfied | case_officer
    """,
    "cohort": """
    - | plan | planned | convenor
    planned | announce | announced | confirmed
    announced | open | open | system
    open | extend_window | open | convenor
    open | close | assessing | system
    assessing | rank | ranked | confirmed
    ranked | amend_rank | ranked | confirmed
    ranked | finish | finished | system
    open | finish | finished | system
    planned announced open | cancel | cancelled | confirmed
    """,
    "licence": """
    - | declare | declared | firm
    declared | verify | active | case_officer
    declared | reject | rejected | case_officer
    active | suspend | suspended | approver
    suspended | restore | active | approver
    active suspended | end | ended | approver firm system
    """,
    "job": """
    - | request | queued | firm assurance_provider system
    queued | hold | held | firm compute_operator
    held | release | queued | firm compute_operator
    queued | claim | dispatching | worker
    dispatching | start | running | worker
    dispatching | refuse | queued/failed | worker
    dispatching running | lose_contact | unknown | worker system
    unknown | adopt | dispatching/running/succeeded/failed | worker
    unknown | requeue | queued | system
    running | succeed | succeeded | worker
    running | fail | queued/failed | worker
    queued held | cancel | cancelled | firm compute_operator system
    dispatching | stop | dispatching | firm compute_operator system
    running | stop | running | firm compute_operator system
    unknown | stop | unknown | firm compute_operator system
    dispatching running unknown | stopped | cancelled/killed | worker system
    failed | redrive | queued | firm compute_operator
    """,
    "node": """
    - | join | taking | system
    taking | drain | draining | compute_operator
    draining | resume | taking | compute_operator
    """,
    "artefact": """
    - | declare | declared | firm technology_provider
    - | produce | quarantined | worker
    declared | receive | quarantined | compute_operator
    quarantined | admit | admitted | compute_operator
    quarantined | refuse | refused | compute_operator output_checker
    quarantined | release | released | confirmed
    declared quarantined admitted refused released | erase | erased | compute_operator
    """,
    "incident": """
    - | report | reported | firm compute_operator system
    reported | acknowledge | open | case_officer
    open | update | open | firm
    open | close | closed | case_officer
    """,
    "problem": """
    - | post | posted | firm
    posted | match | matched | firm
    matched | shape | shaped | convenor
    shaped | convert | converted | firm
    posted matched shaped | close | closed | firm convenor
    """,
    "practice_note": """
    - | draft | drafted | coordinator
    drafted | agree | agreed | confirmed
    agreed | publish | published | convenor
    published | withdraw | withdrawn | convenor
    """,
  ]

  /// Where the code's tables say more than what was agreed, each with its reason.
  static let departures: [String: String] = [
    // A late answer is taken in every open state: were it refused in `recommended` alone, a firm
    // could tell that state from `in_progress`.
    "review invited supply_information": "invited | firm_approver",
    "review assigned supply_information": "assigned | firm_approver",
    "review recommended supply_information": "in_progress | firm_approver",
    // What the agreement says of a third question, an approver's to allow, as an act of two persons.
    "review in_progress request_further_information": "awaiting_information | confirmed",
    "review awaiting_information request_further_information": "awaiting_information | confirmed",
    // A further offer replaces what its remit words anew: else two wordings of one rule would stand.
    "condition open replace": "replaced | system",
    "condition evidence_in replace": "replaced | system",
    "condition satisfied replace": "replaced | system",
    "condition breached replace": "replaced | system",
    // No attempt remains: the rescuer cannot put it back into the queue.
    "job unknown requeue": "queued/failed | system",
    // A monitor's own output is filed by the clock.
    "artefact - produce": "quarantined | system worker",
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
    // Chains that stay open as long as their case, firm or component.
    "jobs": ["open"], "supervision": ["open"], "access": ["open"], "system": ["open"],
    "firm": ["registered"], "node": ["taking"],
  ]
}
