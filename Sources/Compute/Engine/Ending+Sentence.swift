public import Guard

/// One sentence in both languages.
public struct Sentence: Equatable, Sendable {
  /// English.
  public let english: String
  /// Traditional Chinese.
  public let chinese: String
}

extension Ending {
  /// What happened to the job, said to the person who asked for it.
  public var sentence: Sentence {
    switch self {
    case .exited(code: 0):
      Sentence(english: "Finished: the command ended with code 0.", chinese: "已完成:指令以代碼 0 結束。")
    case .exited(code: 127):
      Sentence(
        english: "Failed: the command was not found in the sandbox (code 127).",
        chinese: "失敗:沙盒內找不到該指令(代碼 127)。")
    case .exited(let code):
      Sentence(
        english:
          "Failed: the command ended with code \(code). A job has no network and sees no file "
          + "but its inputs and the system's programs; its error output says what it missed.",
        chinese: "失敗:指令以代碼 \(code) 結束。作業沒有網絡,除輸入檔案及系統程式外看不到任何檔案;"
          + "所欠的見於其錯誤輸出。")
    case .signalled(let signal):
      Sentence(
        english: "Failed: signal \(signal) ended the command.", chinese: "失敗:指令被訊號 \(signal) 終止。")
    case .stopped(let limit, let bound): limit.sentence(bound)
    case .refused(let reason):
      Sentence(
        english: "Not started: the node could not run it (\(reason)).",
        chinese: "未開始:節點無法執行(\(reason))。")
    case .failed(let reason):
      Sentence(
        english: "Stopped: the node could no longer watch it (\(reason)).",
        chinese: "已停止:節點無法繼續監察(\(reason))。")
    case .vanished:
      Sentence(
        english: "Stopped: its guard was killed, and the job with it.",
        chinese: "已停止:其監護程序被終止,作業隨之結束。")
    }
  }
}

extension Limit {
  fileprivate func sentence(_ bound: Int64) -> Sentence {
    let bytes = ByteCount.text(bound)
    return switch self {
    case .time: stopped("it ran longer than its limit of \(bound) s", "執行時間超過上限 \(bound) 秒")
    case .processorTime:
      stopped(
        "one of its processes used more than its limit of \(bound) s of processor time",
        "其中一個程序使用的處理器時間超過上限 \(bound) 秒")
    case .memory: stopped("it used more than its limit of \(bytes) of memory", "記憶體用量超過上限 \(bytes)")
    case .output:
      stopped("it wrote more than its limit of \(bytes) of results", "結果輸出超過上限 \(bytes)")
    case .log:
      stopped(
        "it wrote more than its limit of \(bytes) to standard output or standard error",
        "標準輸出或標準錯誤輸出超過上限 \(bytes)")
    case .disk:
      stopped("it wrote more than its limit of \(bytes) of temporary files", "暫存檔案超過上限 \(bytes)")
    case .files: stopped("it made more than its limit of \(bound) files", "檔案數目超過上限 \(bound) 個")
    case .processes:
      stopped("it had more than its limit of \(bound) processes", "程序數目超過上限 \(bound) 個")
    case .lease:
      stopped("its worker lost touch with the database, so its lease ended", "其工作節點與資料庫失去聯繫,租約到期")
    case .worker: stopped("its worker was ended, and the job with it", "其工作節點已終止,作業隨之結束")
    case .stop: stopped("a stop was asked for", "已按要求停止")
    }
  }

  private func stopped(_ english: String, _ chinese: String) -> Sentence {
    Sentence(english: "Stopped: \(english).", chinese: "已停止:\(chinese)。")
  }
}
