internal import Policies
internal import Postgres

/// How a clock comes to the day on which it runs out, line by line.
public struct ClockExplanation: Sendable, Codable {
  /// Its id.
  public let id: String
  /// Its name in the policies.
  public let name: String
  /// Whose it is, for a remit's clock.
  public let remit: String?
  /// What it counts the time of, such as `application/…` or `review/…`.
  public let subject: String
  /// `business_days`, `days` or `months`.
  public let unit: String
  /// When it runs out; nil while it stands still, and once it has ended.
  public let dueAt: String?
  /// Whether it has ended.
  public let ended: Bool
  /// The rules that set its length.
  public var rules: [ClockRule]
  /// The lines; the last one is what they come to.
  public let lines: [ClockLine]
}

/// A rule that sets a clock's length.
public struct ClockRule: Sendable, Codable {
  /// Its id.
  public let rule: String
  /// What it says.
  public let sentenceEn: String
  /// What it says in Chinese.
  public let sentenceZh: String
  /// Instruments with their paragraphs.
  public let sourceEn: String
  /// The same in Chinese.
  public let sourceZh: String
  /// How well the weakest of them is attested.
  public let mark: String
}

/// One line of an explanation.
public struct ClockLine: Sendable, Codable {
  /// `length`, `started`, `extend`, `shorten` or `recount`; `counted`, `stopped`, `closed` or `moved`
  /// of days; `due`, `stands` or `ended` in the last.
  public let kind: String
  /// The first day that it speaks of.
  public let first: String?
  /// The last day that it speaks of.
  public let last: String?
  /// How many days, or of the clock's unit.
  public let amount: Int?
  /// The event that caused it, or the words of who corrected it.
  public let reason: String?
  /// When that took effect.
  public let effectAt: String?
  /// When it was written; later than the effect for a correction.
  public let writtenAt: String?
  /// What closes a day, and how well that is attested.
  public let closure: Closure?

  /// What the calendar says of a day that is no business day.
  public struct Closure: Sendable, Codable {
    /// The holiday, or what closed the day.
    public let nameEn: String
    /// The same in Chinese.
    public let nameZh: String
    /// `weekly_rest`, `general_holiday`, `gale`, `black_rainstorm` or `extreme_conditions`.
    public let kind: String
    /// What it rests on.
    public let source: String
    /// How well that is attested.
    public let mark: String
  }
}

extension Sandbox {
  /// How the clocks of an application that the caller may see come to their days.
  ///
  /// - Parameters:
  ///   - reference: the application's.
  ///   - caller: who asks; row-level security leaves out the clocks of others.
  /// - Returns: those that run, the soonest first, then those that stand still or have ended.
  /// - Throws: `Refusal` of kind `notFound` when there is no such application, or it may not be seen.
  public func clocks(
    of reference: String, as caller: Caller
  ) async throws(Refusal) -> [ClockExplanation] {
    let read = try await readCase(
      [Explained].self, reference,
      """
      SELECT (SELECT coalesce(jsonb_agg(\(explained) ORDER BY c.ended, c.due_at, c.name, c.id), '[]')
                FROM clock c JOIN subject s ON s.id = c.subject WHERE c.root = a.id)
        FROM application a WHERE a.reference = \(reference)
      """, as: caller)
    var found: [ClockExplanation] = []
    for one in read {
      var clock = one.clock
      if let digest = one.policies, !one.rule.isEmpty {
        let set = try await policies(digest, as: caller)
        let ids = one.rule.split(separator: ", ").map(String.init)
        clock.rules = set.rules.filter { ids.contains($0.id) }.map(ClockRule.init)
      }
      found.append(clock)
    }
    return found
  }

  private struct Explained: Decodable, Sendable {
    let clock: ClockExplanation
    let rule: String
    let policies: String?
  }

  private var explained: SQL {
    """
    jsonb_build_object('rule', c.rule, 'policies', encode(c.policies, 'hex'), 'clock',
      jsonb_build_object('id', c.id, 'name', c.name, 'remit', c.remit, 'subject', s.name, 'unit', c.unit,
        'due_at', c.due_at, 'ended', c.ended, 'rules', '[]'::jsonb, 'lines', (
          SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'first', l.first, 'last', l.last, 'amount', l.amount,
              'reason', e.reason, 'effect_at', e.effect_at, 'written_at', e.at,
              'closure', CASE WHEN d.place IS NOT NULL THEN jsonb_build_object('name_en', d.name_en, 'name_zh', d.name_zh,
                'kind', d.kind, 'source', d.source, 'mark', d.mark) END) ORDER BY l.line)
            FROM clock_lines(c.id) WITH ORDINALITY AS l(kind, first, last, amount, entry, closed, due_at, line)
            LEFT JOIN clock_entry e ON (e.clock, e.place) = (c.id, l.entry)
            LEFT JOIN calendar_day d ON d.place = l.closed)))
    """
  }
}

extension ClockRule {
  fileprivate init(_ rule: Rule) {
    self.init(
      rule: rule.id, sentenceEn: rule.texts.en, sentenceZh: rule.texts.zh,
      sourceEn: rule.citations.map(\.words.en).joined(separator: "; "),
      sourceZh: rule.citations.map(\.words.zh).joined(separator: "；"),
      mark: (rule.citations.map(\.mark).max() ?? .proposal).rawValue)
  }
}
