internal import Postgres

/// One job as the firm, the regulators, the auditor and the operator may see it.
public struct JobDetail: Sendable, Codable {
  /// `job/<id>`.
  public let subject: String
  /// The reference that people speak.
  public let reference: String
  /// `application/<id>`.
  public let application: String
  /// `candidate`, `attacker`, `validator` or `monitor`.
  public let part: String
  /// The state.
  public let state: String
  /// `cancel` or `kill`, once marked to stop.
  public let stopMark: String?
  /// Attempts so far.
  public let attempts: Int
  /// Its time limit in seconds.
  public let seconds: Int
  /// When it was requested.
  public let requestedAt: String
  /// When it ended.
  public let endedAt: String?
  /// Why it is not taken while it waits, or what the engine reported: one sentence.
  public let sentenceEn: String?
  /// The same in Chinese.
  public let sentenceZh: String?
  /// SHA-256 of the archive of what it left, hexadecimal.
  public let result: String?
  /// SHA-256 of its standard output.
  public let standardOutput: String?
  /// SHA-256 of its standard error.
  public let standardError: String?
  /// What it measured; an operator does not see it.
  public let metrics: [MetricView]

  /// Whether no worker will do anything for it any more.
  public var hasEnded: Bool { ["succeeded", "failed", "cancelled", "killed"].contains(state) }
}

/// One number that a validator measured.
public struct MetricView: Sendable, Codable {
  /// Its name in the vocabulary of metrics.
  public let name: String
  /// Its value, in decimal digits.
  public let value: String
  /// Over how many cases.
  public let samples: Int
}

extension Sandbox {
  /// A job by its reference or subject.
  public func job(_ name: String, as caller: Caller) async throws(Refusal) -> JobDetail {
    try await read(
      JobDetail.self,
      """
      SELECT \(Sandbox.detail(for: caller)) FROM job j
       WHERE j.reference = \(name) OR 'job/' || j.id = \(name)
      """, as: caller)
  }

  /// The jobs that the caller may see, of one application or of all, newest first.
  public func jobs(
    of subject: String?, as caller: Caller
  ) async throws(Refusal) -> [JobDetail] {
    try await read(
      [JobDetail].self,
      """
      SELECT coalesce(jsonb_agg(\(Sandbox.detail(for: caller)) ORDER BY j.requested_at DESC), '[]')
        FROM (SELECT * FROM job n
               WHERE \(subject)::text IS NULL OR 'application/' || n.application = \(subject)
               ORDER BY n.requested_at DESC LIMIT \(Sandbox.listLength)) j
      """, as: caller)
  }

  /// In a language, why the job `j` waits, or what the engine said of it.
  static func sentence(_ language: String) -> SQL {
    "coalesce((SELECT w.\(unsafeSQL: language) FROM why_waiting(j.id) w), j.report->>\(language))"
  }

  private static func detail(for caller: Caller) -> SQL {
    let metrics: SQL =
      caller.audience == .operator
      ? "'[]'::jsonb"
      : """
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', m.name, 'value', m.value::text,
          'samples', m.samples) ORDER BY m.name), '[]') FROM metric m WHERE m.job = j.id)
      """
    return """
      jsonb_build_object('subject', 'job/' || j.id, 'reference', j.reference,
        'application', 'application/' || j.application, 'part', j.part, 'state', j.state,
        'stop_mark', j.stop_mark, 'attempts', j.attempts, 'seconds', j.seconds,
        'requested_at', j.requested_at, 'ended_at', j.ended_at,
        'sentence_en', \(Sandbox.sentence("en")), 'sentence_zh', \(Sandbox.sentence("zh")),
        'result', encode(j.result, 'hex'), 'standard_output', j.report->>'stdout',
        'standard_error', j.report->>'stderr', 'metrics', \(metrics))
      """
  }
}
