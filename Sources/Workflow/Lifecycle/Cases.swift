/// What hangs under an application: variations, acts of several persons, reliefs, conditions,
/// incidents and the notes of an authority.
extension Lifecycle {
  /// A change of an approved trial; one open at a time.
  public static let variation = Machine(
    "variation",
    """
    - | request! | requested | firm_approver@firm | in_trial_states one_open_variation kind_named | open_variation clock_start:variation
    requested | approve! | approved | approver@lead | variation_reviewed | apply_variation clock_end:variation
    requested | refuse | refused | approver@lead | reasons_given | clock_end:variation
    requested | withdraw | withdrawn | firm_approver@firm | | clock_end:variation
    requested | lapse | lapsed | system | | clock_end:variation
    """)

  /// An act of several persons: it happens in the call of the last who confirms.
  public static let proposal = Machine(
    "proposal",
    """
    - | propose! | proposed | proposer | object_ready | open_proposal
    proposed | confirm! | proposed/done | confirmer | not_proposer object_unmoved | take_place choose_by_places >carry_out
    proposed | refuse | refused | confirmer | not_proposer reason_given |
    proposed | retract | retracted | first_person | |
    proposed | expire | expired | system | proposal_over |
    """)

  /// Relief from one requirement.
  public static let relief = Machine(
    "relief",
    """
    - | ask! | asked | firm_approver@firm | requirement_named | open_relief
    asked | grant | granted | confirmed | limits_given | set_relief
    asked | refuse | refused | confirmed | reasons_given |
    granted | end | ended | system approver@remit | reason_given |
    """)

  /// A condition; its owner is one remit.
  public static let condition = Machine(
    "condition",
    """
    - | set! | open | system | | open_condition
    open | submit_evidence | evidence_in | firm_preparer@firm firm_approver@firm | evidence_named | add_document
    evidence_in | accept! | satisfied | case_officer@remit | |
    evidence_in | reject | open | case_officer@remit | reason_given |
    open evidence_in breached | waive! | waived | confirmed | reason_given |
    open satisfied | breach! | breached | case_officer@remit system | reason_given | >suspend_if_marked
    breached | cure! | satisfied | case_officer@remit | reason_given |
    """)

  /// Something that went wrong in a trial.
  public static let incident = Machine(
    "incident",
    """
    - | report! | reported | firm_preparer@firm firm_approver@firm compute_operator system | incident_described | open_incident clock_start:incident_notice
    reported | acknowledge | open | case_officer@required | | clock_end:incident_notice
    open | update | open | firm_preparer@firm firm_approver@firm | incident_described |
    open | close | closed | case_officer@required | cause_and_remedy |
    """)

  /// What stays inside one authority on one case: notes, disclosures, holds in preparation.
  public static let supervision = Machine(
    "supervision",
    """
    - | open | kept | system | |
    * | note_added | = | case_officer@remit approver@remit supervisor@remit | reason_given | add_note
    * | disclosed | = | approver@remit | gateway_named | disclose_note
    * | access_granted | = | confirmed | |
    """)
}
