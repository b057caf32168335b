extension Lifecycle {
  /// The way of an application from a firm's draft to a closed trial.
  public static let application = Machine(
    "application",
    """
    - | start | draft | firm_preparer@firm | licence_active cohort_named | open_application clock_start:draft
    draft returned | submit | submitted | firm_approver@firm | submitter_changed_nothing parties_signed consents_given window_open route_determined rules_clear:submission | freeze_version clock_end:draft clock_end:resubmission clock_start:completeness >open_supervision
    submitted | return_incomplete | returned | case_officer@lead | defects_listed | reopen_draft clock_end:completeness clock_start:resubmission
    submitted | accept_complete | in_review | case_officer@lead | licences_stand evaluation_given | clock_end:completeness >open_reviews >conclude_if_complete
    submitted in_review consolidation deferred | find_ineligible | declined | confirmed | reasons_given rule_stands | clock_end_all clock_start:reconsideration >stand_down_reviews
    in_review | conclude_reviews | consolidation | system | reviews_complete no_question_open | clock_start:consolidation clock_start:decision
    in_review consolidation | amend | in_review | firm_approver@firm | submitter_changed_nothing parties_signed consents_given amendment_invited route_determined rules_clear:submission | freeze_version clock_end:consolidation clock_end:decision >open_supervision >renew_reviews
    deferred | amend | deferred | firm_approver@firm | submitter_changed_nothing parties_signed consents_given route_determined rules_clear:submission | freeze_version >open_supervision
    in_review consolidation | add_remit | in_review | system coordinator@lead | reason_given remit_not_required | clock_end:consolidation clock_end:decision require_remit >open_supervision >open_reviews
    in_review | release_remit | in_review | approver@named | remit_released | drop_remit >stand_down_named >conclude_if_complete
    consolidation | release_remit | consolidation | approver@named | remit_released | drop_remit >stand_down_named
    consolidation | reopen_reviews | in_review | coordinator@lead approver@named | remits_named reason_given | clock_end:consolidation clock_end:decision >next_rounds
    consolidation | offer | offered | approver@lead | reviews_complete none_objects place_in_cohort rules_clear:offer no_condition_conflict relief_decided | carry_conditions clock_end:consolidation clock_end:decision clock_start:offer
    consolidation | defer | deferred | approver@lead | reason_given evaluation_given | clock_end_all clock_start:deferral
    consolidation | decline | declined | confirmed | reasons_tied | clock_end_all clock_start:reconsideration
    deferred | reactivate | in_review | coordinator@lead | next_cohort_open content_confirmed licences_stand evaluation_given | move_to_cohort clock_end_all >next_rounds_changed
    offered | accept_offer | onboarding | firm_approver@firm | offer_as_seen licences_stand | clock_end:offer clock_start:onboarding
    offered | request_change | consolidation | firm_approver@firm | change_not_yet_asked reason_given | mark_change_asked clock_end:offer clock_start:consolidation
    offered onboarding | revoke_offer | declined | confirmed | revocation_ground | clock_end_all clock_start:reconsideration release_grant >lapse_variations
    onboarding | not_ready | deferred | coordinator@lead | missing_named | clock_end_all clock_start:deferral release_grant >lapse_variations
    onboarding | start_trial | trial | coordinator@lead | conditions_precedent_met grant_provisioned rules_clear:start | fix_last_day open_grant clock_end_all clock_start:periodic_report
    trial | pause | paused | firm_approver@firm | | close_grant
    paused | resume | trial | firm_approver@firm | trial_days_left no_hold | open_grant
    trial paused suspended | suspend | suspended | approver@required system | reason_given | set_hold close_grant stop_jobs clock_start:suspension_review
    suspended | lift_suspension | suspended/trial/paused | confirmed | hold_stands rules_clear:start | lift_hold
    trial paused suspended | end_trial | exit_review | firm_approver@firm system | trial_ended | close_grant stop_jobs cancel_jobs clock_end_all clock_start:final_report clock_start:exit_report >open_exit_reviews >lapse_variations >end_reliefs
    suspended | terminate | exit_review | confirmed | remit_required termination_ground | close_grant stop_jobs cancel_jobs clock_end_all clock_start:exit_report >open_exit_reviews >lapse_variations >end_reliefs
    exit_review | sign_exit_report | closed | approver@lead | exit_parts_signed final_report_settled gates_stated grant_idle erasure_settled outcome_named | release_grant clock_end_all
    declined | request_reconsideration | reconsideration | firm_approver@firm | reconsideration_open | mark_reconsidered clock_end:reconsideration clock_start:reconsideration_decision
    reconsideration | uphold | declined | confirmed | remits_of_decision reasons_given | mark_final clock_end_all
    reconsideration | replace_decision | submitted/in_review | confirmed | remits_of_decision reasons_given | clock_end_all back_from_declined >next_rounds_reconsidered
    reconsideration | withdraw_reconsideration | declined | firm_approver@firm | | mark_final clock_end_all
    draft returned submitted in_review consolidation deferred offered onboarding | withdraw | withdrawn | firm_approver@firm consequence | | clock_end_all release_grant >stand_down_reviews >lapse_variations
    draft returned deferred offered onboarding | lapse | lapsed | system | clock_run_out reminders_sent | clock_end_all clock_start:reinstatement release_grant >lapse_variations
    lapsed | reinstate | kept | confirmed | within_reinstatement place_left reason_given | clock_end:reinstatement restart_kept_clock
    * | consent_given | = | firm_approver@firm | consent_named | give_consent renew_clearance
    * | consent_withdrawn | = | firm_approver@firm | consent_stands | withdraw_consent renew_clearance >act_on_consent
    * | party_invited | = | firm_approver@firm | party_named | invite_party
    * | party_joined | = | firm_approver@party | party_invited | join_party renew_clearance
    * | party_left | = | firm_approver@party | party_free_to_leave | leave_party renew_clearance
    * | version_signed | = | firm_approver@party | | sign_version
    * | document_added | = | firm_preparer@firm firm_approver@firm | before_closed document_named | add_document
    * | document_superseded | = | firm_preparer@firm firm_approver@firm | before_closed document_named document_stands | add_document
    * | question_asked | = | consequence | |
    * | question_answered | = | consequence | |
    * | question_withdrawn | = | consequence | |
    * | review_begun | = | consequence | |
    * | review_done | = | consequence | |
    * | rules_run | = | system case_officer@required approver@required | evaluation_given | clear_jobs >suspend_by_rule
    * | fact_found | = | confirmed | fact_named remit_required | find_fact renew_clearance
    * | lead_reassigned | = | confirmed | remit_required reason_given | set_lead
    * | cohort_moved | = | system | cohort_left_behind | move_to_next_cohort
    * | amendment_invited | = | coordinator@lead | reason_given |
    * | content_confirmed | = | firm_approver@firm | deferred_case |
    * | termination_notified | = | approver@required | suspended_case reason_given | clock_start:representations
    * | representations_made | = | firm_approver@firm | suspended_case document_named | add_document clock_end:representations
    * | grant_provisioned | = | compute_operator | grant_named grant_absent within_quota | provision_grant
    * | grant_changed | = | confirmed | grant_named grant_provisioned within_quota | provision_grant
    * | grant_released | = | compute_operator | after_trial grant_provisioned grant_idle | release_grant
    * | feedback_given | = | approver@required case_officer@required | reason_given |
    * | guidance_asked | = | firm_preparer@firm firm_approver@firm | reason_given |
    * | periodic_report_received | = | firm_approver@firm | report_named | add_document clock_again:periodic_report >suspend_by_rule
    * | final_report_received | = | firm_approver@firm | report_named | add_document clock_end:final_report
    * | legal_hold_set | = | approver@required | reason_given | set_legal_hold
    * | legal_hold_released | = | confirmed | legal_hold_stands reason_given | release_legal_hold
    * | erasure_attested | = | confirmed | after_trial grant_idle no_legal_hold | attest_erasure
    * | gates_judged | = | system case_officer@required | metrics_given | judge_gates >suspend_by_rule
    * | publication_agreed | = | firm_approver@firm approver@lead | publication_due | agree_publication
    * | publication_withdrawn | = | firm_approver@firm approver@lead consequence | publication_stands reason_given | withdraw_publication
    * | reminder_sent | = | system | reminder_due | remind
    * | notice_sent | = | system | |
    * | notice_delivered | = | system | |
    * | notice_bounced | = | system | |
    * | notice_read | = | system | |
    * | clock_corrected | = | coordinator@lead | reason_given clock_named correction_fits | correct_clock
    * | production_reported | = | firm_approver@firm | closed_case |
    """)
}
