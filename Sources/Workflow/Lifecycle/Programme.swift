/// What stands beside the cases: cohorts, licences, firms, remits, the Collaboratory, notes and
/// policies.
extension Lifecycle {
  /// A cohort, by window or rolling.
  public static let cohort = Machine(
    "cohort",
    """
    - | plan | planned | convenor@host | cohort_described | open_cohort
    planned | announce | announced | confirmed | dates_set |
    announced | open | open | system | opening_due |
    open | extend_window | open | convenor@host | not_backwards | move_window
    open | close | assessing | system | closing_due |
    assessing | rank | ranked | confirmed | ranking_whole | set_ranks
    ranked | amend_rank | ranked | confirmed | ranking_whole reason_given | set_ranks
    ranked | finish | finished | system | no_open_case |
    open | finish | finished | system | rolling_over no_open_case |
    planned announced open | cancel | cancelled | confirmed | reason_given |
    """)

  /// A firm's licence, as its remit knows it.
  public static let licence = Machine(
    "licence",
    """
    - | declare | declared | firm_preparer@firm firm_approver@firm | licence_described | open_licence clock_start:licence_check >renew_clearances
    declared | verify | active | case_officer@remit | register_checked | enter_register clock_end:licence_check >renew_clearances
    declared | reject | rejected | case_officer@remit | reason_given | clock_end:licence_check >renew_clearances
    active | suspend | suspended | approver@remit | reason_given | >suspend_relying_cases >renew_clearances
    suspended | restore | active | approver@remit | reason_given | >renew_clearances
    active suspended | end | ended | approver@remit firm_approver@firm system | ending_kind | leave_register >suspend_relying_cases >renew_clearances
    """)

  /// A firm and its accounts.
  public static let firm = Machine(
    "firm",
    """
    - | register | registered | consequence | |
    * | account_opened | = | consequence | |
    * | account_closed | = | consequence | |
    """)

  /// A remit: who is given its roles, and from whom they are taken.
  public static let remit = Machine(
    "remit",
    """
    - | open | open | consequence | |
    * | access_granted | = | confirmed | reason_given access_fit not_for_oneself | grant_access
    * | access_ended | = | confirmed | reason_given access_held | end_access
    * | warned | = | system | clock_soon_out | escalate
    * | escalated | = | system | clock_breached | escalate
    """)

  /// The calendar by which clocks are counted: the days that are no business days.
  public static let calendar = Machine(
    "calendar",
    """
    - | open | open | consequence | |
    * | day_closed | = | administrator consequence | day_stated | set_day count_anew
    * | day_opened | = | administrator | day_stated reason_given | set_day count_anew
    * | rest_set | = | administrator consequence | day_stated:weekday | set_day count_anew
    """)

  /// A problem statement of the Collaboratory.
  public static let problem = Machine(
    "problem",
    """
    - | post | posted | firm_preparer@firm firm_approver@firm | problem_described | open_problem
    posted | match | matched | firm_approver@firm | provider_named |
    matched | shape | shaped | convenor | reason_given |
    shaped | convert | converted | firm_preparer@firm firm_approver@firm | |
    posted matched shaped | close | closed | firm_approver@firm convenor | |
    """)

  /// A practice note that the authorities publish together.
  public static let practiceNote = Machine(
    "practice_note",
    """
    - | draft | drafted | coordinator | note_described | open_note
    drafted | agree | agreed | confirmed | |
    agreed | publish | published | convenor | |
    published | withdraw | withdrawn | convenor | reason_given |
    """)

  /// A version of a policy: its author publishes, another person activates.
  public static let policy = Machine(
    "policy",
    """
    - | publish | published | policy_author@binding | policy_checked | store_policy
    published | activate | activated | confirmed | effect_dated | put_in_force
    activated | supersede | superseded | system | newer_in_force |
    published | withdraw | withdrawn | policy_author@binding | reason_given |
    """)
}
