/// What the pages about compute say.
enum FloorWording {
  static let asked = Phrase("What the application asks for", "申請要求的算力")
  static let title = Phrase("Compute floor", "算力總覽")
  static let jobs = Phrase("Jobs", "工作")
  static let grants = Phrase("Grants", "算力配額")
  static let nodes = Phrase("Nodes", "節點")
  static let job = Phrase("Job", "工作")
  static let part = Phrase("Part", "角色")
  static let attempts = Phrase("Attempts", "嘗試次數")
  static let requested = Phrase("Requested", "要求時間")
  static let result = Phrase("Result", "結果")
  static let title_ = Phrase("Title", "標題")
  static let kind = Phrase("Kind", "種類")
  static let added = Phrase("Added", "加入時間")
  static let worker = Phrase("Worker", "執行者")
  static let seconds = Phrase("Seconds reserved", "預留秒數")
  static let act = Phrase("Do", "操作")
  static let node = Phrase("Node", "節點")
  static let engine = Phrase("Engine", "引擎")
  static let seen = Phrase("Last heard of", "最後聯絡")
  static let slots = Phrase("Jobs at once", "同時工作數目")
  static let gate = Phrase("Gate of the grant", "配額閘門")
  static let used = Phrase("Used", "已用")
  static let reserved = Phrase("Reserved", "已預留")
  static let slotSeconds = Phrase("slot seconds", "槽位秒")
  static let days = Phrase("Trial", "測試期")
  static let open = StateWording.Words("Open: jobs are claimed", "開啟：可領取工作", .good)
  static let closed = StateWording.Words("Closed: nothing is claimed", "關閉：不領取工作", .stopped)
  static let draining = StateWording.Words("Draining", "停止接收中", .attention)
  static let taking = StateWording.Words("Takes jobs", "接收工作", .good)
  static let noJobs = Phrase("No job waits or runs.", "沒有工作輪候或執行。")
  static let noJobsHow = Phrase(
    "A firm in trial requests jobs; they appear here with what can be done with them.",
    "測試中的公司可要求執行工作；工作會連同可行操作在此出現。")
  static let noGrants = Phrase("No case needs compute now.", "現時沒有個案需要算力。")
  static let noGrantsHow = Phrase(
    "A case appears here when its offer is accepted.", "公司接納邀請後，個案會在此出現。")
  static let noNodes = Phrase("No node has reported yet.", "尚未有節點報到。")
  static let noNodesHow = Phrase(
    "A node appears here when a worker starts on it.", "節點上的執行者啟動後會在此出現。")
  static let events: [String: Phrase] = [
    "cancel": Phrase("Cancel", "取消"), "hold": Phrase("Hold", "擱置"),
    "release": Phrase("Release", "解除擱置"), "stop": Phrase("Stop", "停止"),
    "redrive": Phrase("Run again", "重新執行"),
  ]
}
