/// The roles, in the words of the vocabulary.
enum RoleWording {
  static let all: [String: Phrase] = [
    "firm_preparer": Phrase("Firm's preparer", "公司擬備人"),
    "firm_approver": Phrase("Firm's approver", "公司批核人"),
    "technology_provider": Phrase("Technology provider", "技術供應商"),
    "assurance_provider": Phrase("Assurance provider", "保證服務提供者"),
    "case_officer": Phrase("Case officer", "個案主任"),
    "approver": Phrase("Approver", "批核人"),
    "supervisor": Phrase("Supervisor", "督導人員"),
    "convenor": Phrase("Convenor", "召集人"),
    "output_checker": Phrase("Output checker", "輸出審核員"),
    "coordinator": Phrase("Coordinator", "統籌主任"),
    "policy_author": Phrase("Policy author", "政策撰寫人"),
    "panel_member": Phrase("Panel member", "評審小組成員"),
    "compute_operator": Phrase("Compute operator", "算力操作員"),
    "auditor": Phrase("Auditor", "審計員"),
    "log_reader": Phrase("Reader of the whole log", "可閱全部記錄"),
    "administrator": Phrase("Administrator", "系統管理員"),
    "system": Phrase("System", "系統"),
  ]

  /// Who acted, where a desk did and no person of it is named.
  static let theDesk = Phrase("The desk", "該機構")
  /// Who acted, where the answer to a desk is told in the case's own chain.
  static let theFirm = Phrase("The firm", "公司")

  /// Whose move it is, where a name or a desk stands for `{}`.
  static let nextMove: [String: Phrase] = [
    "you": Phrase("Next move: you", "下一步：由你處理"),
    "desk": Phrase("Next move: {}", "下一步：{}"),
    "firm": Phrase("Next move: the firm", "下一步：公司"),
    "none": Phrase("No move is waited for", "無須任何一方處理"),
    "until": Phrase("until {}", "至{}"),
    "due": Phrase("due {}", "限期：{}"),
    "overdue": Phrase("overdue since {}", "自{}起逾期"),
    "why_this_date": Phrase("Why this date", "限期如何計算"),
    "clock_stopped": Phrase("clock stopped", "暫停計時"),
  ]
}
