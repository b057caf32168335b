/// The states of every table, each in words and with a shape: no state is told by colour alone.
enum StateWording {
  /// The shape beside a state's word.
  enum Shape: String, Sendable, CaseIterable {
    /// Nothing happens until somebody moves: a ring.
    case waiting
    /// Being worked on: a half-filled ring.
    case moving
    /// As it should be: a disc with a tick.
    case good
    /// Needs care: a triangle.
    case attention
    /// Stopped or refused: a square with a bar.
    case stopped
    /// Over: a hollow square.
    case over
  }

  /// How a state is shown.
  struct Words: Sendable {
    let phrase: Phrase
    let shape: Shape

    init(_ english: String, _ chinese: String, _ shape: Shape) {
      phrase = Phrase(english, chinese)
      self.shape = shape
    }
  }

  /// By table, then by state, as lifecycle tables name them.
  static let all: [String: [String: Words]] = [
    "application": application, "review": review, "variation": variation, "proposal": proposal,
    "relief": relief, "condition": condition, "cohort": cohort, "licence": licence, "job": job,
    "node": node,
    "artefact": artefact, "incident": incident, "problem_statement": problemStatement,
    "practice_note": practiceNote,
  ]

  static let application: [String: Words] = [
    "draft": Words("Draft", "草擬中", .waiting),
    "submitted": Words("Submitted", "已提交", .moving),
    "returned": Words("Returned to the firm", "退回公司補正", .attention),
    "in_review": Words("In review", "審核中", .moving),
    "consolidation": Words("Consolidation", "綜合意見中", .moving),
    "deferred": Words("Deferred", "押後處理", .waiting),
    "offered": Words("Offer made", "已發出邀請", .waiting),
    "onboarding": Words("Onboarding", "啟動準備中", .moving),
    "trial": Words("Trial running", "測試進行中", .good),
    "paused": Words("Paused by the firm", "公司自行暫停", .waiting),
    "suspended": Words("Suspended", "已被暫停", .stopped),
    "exit_review": Words("Exit review", "退出檢討中", .moving),
    "closed": Words("Closed", "已結案", .over),
    "declined": Words("Declined", "不獲接納", .stopped),
    "reconsideration": Words("Reconsideration", "覆議中", .moving),
    "withdrawn": Words("Withdrawn", "已撤回", .over),
    "lapsed": Words("Lapsed", "已失效", .over),
  ]

  static let review: [String: Words] = [
    "invited": Words("Not yet assigned", "尚未指派", .waiting),
    "assigned": Words("Assigned", "已指派", .waiting),
    "in_progress": Words("In progress", "審核中", .moving),
    "awaiting_information": Words("Awaiting information", "等候補充資料", .attention),
    "recommended": Words("Recommended", "已作建議", .moving),
    "countersigned": Words("Countersigned", "已加簽", .good),
    "stood_down": Words("Stood down", "無須再審", .over),
  ]

  static let variation: [String: Words] = [
    "requested": Words("Requested", "已提出", .moving),
    "approved": Words("Approved", "已批准", .good),
    "refused": Words("Refused", "不獲批准", .stopped),
    "withdrawn": Words("Withdrawn", "已撤回", .over),
    "lapsed": Words("Lapsed", "已失效", .over),
  ]

  static let proposal: [String: Words] = [
    "proposed": Words("Waiting for confirmation", "待確認", .attention),
    "done": Words("Confirmed and done", "已確認並執行", .good),
    "refused": Words("Refused", "已否決", .stopped),
    "retracted": Words("Retracted", "已收回", .over),
    "expired": Words("Expired", "已逾期失效", .over),
  ]

  static let relief: [String: Words] = [
    "asked": Words("Asked for", "已提出", .moving),
    "granted": Words("Granted", "已給予寬免", .good),
    "refused": Words("Refused", "不獲寬免", .stopped),
    "ended": Words("Ended", "寬免已終止", .over),
  ]

  static let condition: [String: Words] = [
    "open": Words("Open", "未符合", .waiting),
    "evidence_in": Words("Evidence received", "已收到證明", .moving),
    "satisfied": Words("Satisfied", "已符合", .good),
    "waived": Words("Waived", "已豁免", .over),
    "replaced": Words("Replaced", "已取代", .over),
    "breached": Words("Breached", "已違反", .stopped),
  ]

  static let cohort: [String: Words] = [
    "planned": Words("Planned", "籌備中", .waiting),
    "announced": Words("Announced", "已公布", .waiting),
    "open": Words("Open for applications", "接受申請", .good),
    "assessing": Words("Assessing", "評審中", .moving),
    "ranked": Words("Ranked", "已排序", .moving),
    "finished": Words("Finished", "已完結", .over),
    "cancelled": Words("Cancelled", "已取消", .stopped),
  ]

  static let licence: [String: Words] = [
    "declared": Words("Declared, not yet verified", "已申報，待核實", .waiting),
    "active": Words("Verified as in force", "已核實有效", .good),
    "rejected": Words("Not confirmed", "未獲核實", .stopped),
    "suspended": Words("Suspended", "被暫時吊銷", .stopped),
    "ended": Words("Ended", "已終止", .over),
  ]

  static let job: [String: Words] = [
    "queued": Words("Queued", "輪候中", .waiting),
    "held": Words("Held", "已擱置", .waiting),
    "dispatching": Words("Dispatching", "派發中", .moving),
    "running": Words("Running", "執行中", .moving),
    "unknown": Words("Out of contact", "失去聯繫", .attention),
    "succeeded": Words("Succeeded", "已完成", .good),
    "failed": Words("Failed", "失敗", .stopped),
    "cancelled": Words("Cancelled", "已取消", .over),
    "killed": Words("Stopped", "已被終止", .stopped),
  ]

  static let node: [String: Words] = [
    "taking": FloorWording.taking, "draining": FloorWording.draining,
  ]

  static let artefact: [String: Words] = [
    "declared": Words("Declared", "已申報", .waiting),
    "quarantined": Words("In quarantine", "隔離檢查中", .attention),
    "admitted": Words("Admitted", "准予使用", .good),
    "refused": Words("Refused", "不予接收", .stopped),
    "released": Words("Released", "准予帶離", .good),
    "erased": Words("Erased", "已刪除", .over),
  ]

  static let incident: [String: Words] = [
    "reported": Words("Reported", "已通報", .attention),
    "open": Words("Open", "處理中", .moving),
    "closed": Words("Closed", "已結束", .over),
  ]

  static let problemStatement: [String: Words] = [
    "posted": Words("Open", "公開徵集", .good),
    "matched": Words("Matched", "已配對", .moving),
    "shaped": Words("Shaped", "已成形", .moving),
    "converted": Words("Became an application", "已轉為申請", .over),
    "closed": Words("Closed", "已結束", .over),
  ]

  static let practiceNote: [String: Words] = [
    "drafted": Words("Drafted", "草擬中", .waiting),
    "agreed": Words("Agreed", "已議定", .moving),
    "published": Words("Published", "已發布", .good),
    "withdrawn": Words("Withdrawn", "已撤回", .over),
  ]
}
