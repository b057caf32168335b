import Compute
public import Crypto
import Guard

/// Something that happened to an attempt, to be delivered under its token.
public struct News: Equatable, Sendable, Encodable {
  /// Which job, under which lease.
  public let held: HeldJob
  /// The event of the job's table.
  public let event: Event
  /// Seconds used, of what was reserved.
  public var seconds: Int?
  /// The digest of the results' archive.
  public var result: Digest?
  /// What people are told, and what was used.
  public var report: Report?
  /// What it measured, filed together with its success.
  public var metrics: [Metric] = []
  /// Whether another attempt may end better.
  public var retry = true

  /// Events that a worker fires.
  public enum Event: String, Sendable, Encodable {
    /// The first process began.
    case start
    /// The command ended with code 0.
    case succeed
    /// It began and ended otherwise.
    case fail
    /// It never began.
    case refuse
    /// Nobody knows whether it began.
    case loseContact = "lose_contact"
  }

  /// The report as it is kept with the job.
  public struct Report: Equatable, Sendable, Encodable {
    /// One sentence in English.
    let en: String
    /// One sentence in Traditional Chinese.
    let zh: String
    /// How it ended, for programs; nil if it never reached a guard.
    var ending: Ending?
    /// What it used.
    var usage: GuardReport.Usage?
    /// Standard output by digest.
    var stdout: String?
    /// Standard error by digest.
    var stderr: String?
  }

  private enum Keys: String, CodingKey {
    case job, token, event, seconds, result, report, metrics, retry
  }

  /// As `settle` in the schema reads it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(held.id, forKey: .job)
    try container.encode(held.token, forKey: .token)
    try container.encode(event, forKey: .event)
    try container.encodeIfPresent(seconds, forKey: .seconds)
    try container.encodeIfPresent(result?.hex, forKey: .result)
    try container.encodeIfPresent(report, forKey: .report)
    if !metrics.isEmpty { try container.encode(metrics, forKey: .metrics) }
    try container.encode(retry, forKey: .retry)
  }
}

extension News {
  /// The first process began.
  static func started(_ held: HeldJob) -> News { News(held: held, event: .start) }

  /// The engine cannot say whether it has the attempt.
  static func lost(_ held: HeldJob) -> News { News(held: held, event: .loseContact) }

  /// The job cannot be run as it is described, by anybody.
  static func unusable(_ held: HeldJob, reason: String) -> News {
    News(
      held: held, event: .refuse, seconds: 0,
      report: Report(en: "Not started: \(reason).", zh: "未開始:作業說明無法執行。"), retry: false)
  }

  /// The engine's clean no.
  static func refused(_ held: HeldJob, _ refusal: Refusal) -> News {
    switch refusal {
    case .malformed(let reason): return .unusable(held, reason: reason)
    case .missingInput(let name):
      return .passing(held, "the input \(name) is not on this node", "節點沒有輸入檔案 \(name)")
    case .alteredInput(let name):
      return .passing(
        held, "the input \(name) is not what its digest says", "輸入檔案 \(name) 與摘要不符")
    case .unable(let reason): return .passing(held, reason, "節點無法執行")
    case .stopped: return .passing(held, "a stop was asked for", "已按要求停止")
    }
  }

  private static func passing(_ held: HeldJob, _ english: String, _ chinese: String) -> News {
    News(
      held: held, event: .refuse, seconds: 0,
      report: Report(en: "Not started: \(english).", zh: "未開始:\(chinese)。"))
  }

  /// How an attempt ended.
  ///
  /// A limit that was crossed would be crossed again; all else may pass.
  static func ended(_ held: HeldJob, _ report: AttemptReport, measured: [Metric] = []) -> News {
    var news = News(held: held, event: event(of: report.ending))
    news.metrics = measured
    news.seconds = Int((report.usage.wallMilliseconds + 999) / 1_000)
    news.result = report.results?.digest
    if case .stopped(let limit, _) = report.ending {
      news.retry = [.lease, .worker, .stop].contains(limit)
    }
    let sentence = report.ending.sentence
    news.report = Report(
      en: sentence.english, zh: sentence.chinese, ending: report.ending, usage: report.usage,
      stdout: report.standardOutput?.digest.hex, stderr: report.standardError?.digest.hex)
    return news
  }

  private static func event(of ending: Ending) -> Event {
    switch ending {
    case .exited(code: 0): .succeed
    case .refused: .refuse
    case .exited, .signalled, .stopped, .failed, .vanished: .fail
    }
  }
}
