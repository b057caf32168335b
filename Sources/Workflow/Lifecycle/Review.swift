extension Lifecycle {
  /// One review for each (application, remit, round).
  public static let review = Machine(
    "review", under: "application",
    """
    - | invite! | invited | consequence | | clock_start:assignment clock_start:first_review
    invited | assign | assigned | supervisor@remit case_officer@remit | assignee_fit | set_assignee clock_end:assignment
    assigned in_progress awaiting_information recommended | reassign | assigned | supervisor@remit | reason_given assignee_fit | set_assignee
    assigned in_progress awaiting_information recommended | recuse! | invited | case_officer@assignee | | declare_conflict clear_assignee clock_start:assignment
    assigned | begin! | in_progress/awaiting_information | case_officer@assignee | fresh_eyes | choose_by_questions >tell_firm:review_begun
    in_progress awaiting_information | request_information! | awaiting_information | case_officer@assignee | question_left question_names_something | open_question clock_stop:first_review >tell_firm:question_asked
    in_progress awaiting_information | request_further_information! | awaiting_information | confirmed | questions_used question_names_something | open_question clock_stop:first_review >tell_firm:question_asked
    awaiting_information | supply_information! | in_progress/awaiting_information | firm_approver@firm | question_unanswered | answer_question choose_by_questions resume_if_answered >tell_firm:question_answered
    awaiting_information | withdraw_request! | in_progress/awaiting_information | case_officer@assignee | question_open | withdraw_question choose_by_questions resume_if_answered >tell_firm:question_withdrawn
    awaiting_information | information_overdue! | in_progress | system | question_overdue | expire_questions clock_resume:first_review
    invited | supply_information! | invited | firm_approver@firm | question_unanswered | answer_question resume_if_answered >tell_firm:question_answered
    assigned | supply_information! | assigned | firm_approver@firm | question_unanswered | answer_question resume_if_answered >tell_firm:question_answered
    in_progress recommended | supply_information! | in_progress | firm_approver@firm | question_unanswered | answer_question resume_if_answered >tell_firm:question_answered
    in_progress | recommend | recommended | case_officer@assignee | reasons_given conditions_described recommendation_allowed saw_current not_countersigner fresh_eyes | sign_recommend
    recommended | return_to_officer | in_progress | approver@remit | reason_given |
    recommended | take_over | recommended | approver@remit | reasons_given conditions_described recommendation_differs recommendation_allowed saw_current not_countersigner fresh_eyes | sign_recommend
    recommended | countersign! | recommended/countersigned | approver@remit | not_recommender not_twice saw_current recommendation_allowed fresh_eyes | sign_countersign choose_by_signatures >tell_or_conclude
    recommended | version_changed | in_progress | consequence | |
    invited assigned in_progress awaiting_information recommended | stand_down | stood_down | consequence | | expire_questions clock_end:assignment clock_end:first_review
    * | carried | = | consequence | |
    """)
}
