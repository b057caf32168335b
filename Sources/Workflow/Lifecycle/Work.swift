/// What runs and what it leaves: jobs, artefacts, and the compartments of sessions and components.
extension Lifecycle {
  /// A job; workers move it through `claim` and `settle`, people through `act`.
  public static let job = Machine(
    "job", under: "application",
    """
    - | request! | queued | firm_preparer@firm firm_approver@firm assurance_provider@party system | part_fits grant_allows rules_at_dispatch plan_covers_job |
    queued | hold | held | firm_preparer@firm firm_approver@firm compute_operator | |
    held | release | queued | firm_preparer@firm firm_approver@firm compute_operator | held_by_own_side |
    queued | claim | dispatching | worker | |
    dispatching | start | running | worker | |
    dispatching | refuse | queued/failed | worker | |
    dispatching running | lose_contact | unknown | worker system | |
    unknown | adopt | dispatching/running/succeeded/failed | worker | |
    unknown | requeue | queued/failed | system | |
    running | succeed | succeeded | worker | |
    running | fail | queued/failed | worker | |
    queued held | cancel | cancelled | firm_preparer@firm firm_approver@firm compute_operator system | |
    dispatching | stop | dispatching | firm_preparer@firm firm_approver@firm compute_operator system | |
    running | stop | running | firm_preparer@firm firm_approver@firm compute_operator system | |
    unknown | stop | unknown | firm_preparer@firm firm_approver@firm compute_operator system | |
    dispatching running unknown | stopped | cancelled/killed | worker system | |
    failed | redrive! | queued | firm_preparer@firm firm_approver@firm compute_operator | grant_allows |
    """)

  /// The chain of a trial's jobs: one entry for each flush of steps.
  public static let jobs = Machine(
    "jobs", under: "application",
    """
    - | open | open | consequence | |
    * | requested | = | consequence | |
    * | dispatched | = | consequence | |
    * | ended | = | consequence | |
    * | hold | = | consequence | |
    * | release | = | consequence | |
    * | cancel | = | consequence | |
    * | stop | = | consequence | |
    * | adopt | = | consequence | |
    * | redrive | = | consequence | |
    * | rescued | = | consequence | |
    * | stale_refused | = | consequence | |
    """)

  /// A model, data set, code or output.
  public static let artefact = Machine(
    "artefact", under: "application",
    """
    - | declare! | declared | firm_preparer@firm firm_approver@firm technology_provider@party | artefact_described | open_artefact
    - | produce! | quarantined | worker system | artefact_described produced_by_job | open_artefact
    declared | receive | quarantined | compute_operator | digest_recomputed |
    quarantined | admit | admitted | compute_operator | digest_in_plan |
    quarantined | refuse | refused | compute_operator output_checker | reason_given not_requester |
    quarantined | release | released | confirmed | not_requester |
    declared quarantined admitted refused released | erase | erased | compute_operator | attested no_legal_hold |
    """)

  /// A compute node: a draining one ends what it runs and is given nothing new.
  public static let node = Machine(
    "node",
    """
    - | join | taking | consequence | |
    taking | drain | draining | compute_operator | reason_given | set_draining
    draining | resume | taking | compute_operator | | set_draining
    """)

  /// One session: what it read, exported and was refused.
  public static let access = Machine(
    "access",
    """
    - | open | open | consequence | |
    * | viewed | = | self | |
    * | exported | = | self | reason_given |
    * | refused | = | self | |
    * | signed_out | = | consequence | |
    """)

  /// One instance of a component, such as the sealer of this log.
  public static let system = Machine(
    "system",
    """
    - | open | open | system | |
    * | noted | = | system | |
    """)
}
