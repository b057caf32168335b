internal import Postgres

/// What the calendar says of a day.
public struct CalendarDay: Sendable, Codable {
  /// The day; of a weekly rest the first on which it holds.
  public let day: String
  /// Of a weekly rest: the day of the week, 1 for Monday to 7.
  public let weekday: Int?
  /// Whether it is closed: no business day.
  public let closed: Bool
  /// `weekly_rest`, `general_holiday`, `gale`, `black_rainstorm` or `extreme_conditions`.
  public let kind: String
  /// Its name.
  public let nameEn: String
  /// Its name in Chinese.
  public let nameZh: String
  /// What it rests on.
  public let source: String
  /// How well that is attested.
  public let mark: String
}

/// The days that are no business days, and what may be done to them.
public struct CalendarView: Sendable, Codable {
  /// The calendar's subject; nil where an installation keeps none.
  public let subject: String?
  /// Days of the week that are days of rest.
  public let weekly: [CalendarDay]
  /// What was said last of each day of the year, by day.
  public let days: [CalendarDay]
  /// What the reader may do with it.
  public let acts: [PossibleAct]
}

extension Sandbox {
  /// The subject of the one calendar.
  public static let calendar = "calendar/hong-kong"

  /// The calendar of a year.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - caller: who asks; the days are the same for everybody.
  /// - Returns: the days, in their order.
  /// - Throws: `Refusal` when the database does not answer.
  public func calendar(
    of year: Int, as caller: Caller
  ) async throws(Refusal) -> CalendarView {
    try await read(
      CalendarView.self,
      """
      SELECT jsonb_build_object(
        'subject', (SELECT name FROM subject WHERE name = \(Sandbox.calendar)),
        'weekly', (SELECT coalesce(jsonb_agg(w ORDER BY w.weekday), '[]') FROM (
            SELECT DISTINCT ON (weekday) day, weekday, closed, kind, name_en, name_zh, source, mark
              FROM calendar_day WHERE weekday IS NOT NULL AND extract(year FROM day) <= \(year)
             ORDER BY weekday, day DESC, place DESC) w),
        'days', (SELECT coalesce(jsonb_agg(d ORDER BY d.day), '[]') FROM (
            SELECT DISTINCT ON (day) day, weekday, closed, kind, name_en, name_zh, source, mark
              FROM calendar_day WHERE weekday IS NULL AND extract(year FROM day) = \(year)
             ORDER BY day, place DESC) d),
        'acts', (SELECT coalesce(jsonb_agg(p), '[]') FROM possible_acts(\(Sandbox.calendar)) p))
      """, as: caller)
  }
}
