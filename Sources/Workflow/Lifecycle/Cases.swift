/// What hangs under an application: variations, acts of several persons, reliefs, conditions,
/// incidents and the notes of an authority.
extension Lifecycle {
  /// A change of an approved trial; one open at a time.
  public static let variation = Machine(
    "variation", under: "application",
    """
    - | request! | requested | firm_approver@firm | in_trial_states one_open_variation submitter_changed_nothing variation_described | open_variation clock_start:variation >open_variation_reviews >suspend_by_rule
    requested | approve! | approved | approver@lead | variation_reviewed | apply_variation carry_conditions clock_end:variation
    requested | refuse! | refused | approver@lead | reasons_given | clock_end:variation >stand_down_variation
    requested | withdraw! | withdrawn | firm_approver@firm | | clock_end:variation >stand_down_variation
    requested | lapse! | lapsed | consequence | | clock_end:variation >stand_down_variation
    """)

  /// An act of several persons: it happens in the call of the last who confirms.
  public static let proposal = Machine(
    "proposal", under: "*",
    """
    - | propose! | proposed | proposer | object_ready | open_proposal clock_start:proposal
    proposed | confirm! | proposed/done | confirmer | not_proposer took_no_part object_unmoved | take_place choose_by_places >carry_out
    proposed | refuse | refused | confirmer | not_proposer reason_given | clock_end:proposal
    proposed | retract | retracted | first_person | | clock_end:proposal
    proposed | expire | expired | system | proposal_over | clock_end:proposal
    """)

  /// Relief from one requirement.
  public static let relief = Machine(
    "relief", under: "application",
    """
    - | ask! | asked | firm_approver@firm | requirement_named | open_relief
    asked | grant | granted | confirmed | limits_given | set_relief
    asked | refuse | refused | confirmed | reasons_given |
    granted | end | ended | system approver@remit | reason_given day_has_come |
    """)

  /// A condition; its owner is one remit.
  public static let condition = Machine(
    "condition", under: "application",
    """
    - | set! | open | consequence | | open_condition
    open | submit_evidence | evidence_in | firm_preparer@firm firm_approver@firm | evidence_named | add_document
    evidence_in | accept! | satisfied | case_officer@remit | |
    evidence_in | reject | open | case_officer@remit | reason_given |
    open evidence_in breached | waive! | waived | confirmed | reason_given |
    open satisfied | breach! | breached | case_officer@remit system | reason_given day_has_come | >suspend_if_marked
    breached | cure! | satisfied | case_officer@remit | reason_given |
    open evidence_in satisfied breached | replace! | replaced | consequence | |
    """)

  /// Something that went wrong in a trial.
  public static let incident = Machine(
    "incident", under: "application",
    """
    - | report! | reported | firm_preparer@firm firm_approver@firm compute_operator system | incident_described | open_incident clock_start:incident_notice take_notice >suspend_by_rule
    reported | acknowledge! | open | case_officer@required | | >suspend_by_rule
    reported | update! | reported | firm_preparer@firm firm_approver@firm | incident_described | take_notice >suspend_by_rule
    open | update! | open | firm_preparer@firm firm_approver@firm | incident_described | take_notice >suspend_by_rule
    open | close | closed | case_officer@required | cause_and_remedy | clock_end:incident_notice
    """)

  /// What stays inside one authority, or the panel, on one case.
  ///
  /// Declarations, notes, disclosures, alternates, clocks that ran out, overrides, scores: the firm
  /// learns of none before the decision.
  public static let supervision = Machine(
    "supervision", under: "application",
    """
    - | open | open | consequence | |
    * | conflict_declared | = | case_officer@inside approver@inside supervisor@inside coordinator@inside panel_member@cohort | conflict_stated | declare_conflict
    * | note_added | = | case_officer@inside approver@inside supervisor@inside | note_written | add_note
    * | joint_note_added | = | confirmed | note_written gateway_stated | add_joint_note >tell_authorities
    * | joint_note_shared | = | consequence | |
    * | disclosed | = | approver@inside | gateway_named | disclose_note
    * | alternate_appointed | = | confirmed | reason_given alternate_fit not_for_oneself | appoint_alternate
    * | warned | = | system | clock_soon_out | escalate
    * | escalated | = | system | clock_breached | escalate
    * | rule_overridden | = | confirmed | rule_soft | override_rule renew_clearance
    * | rule_waived | = | confirmed | waiver_named | override_rule renew_clearance
    * | words_erased | = | confirmed | reason_given texts_erasable no_legal_hold | erase_words
    * | keys_destroyed | = | system | | keys_are_destroyed
    * | score_entered | = | panel_member@cohort | score_given before_ranked | enter_score
    """)
}
