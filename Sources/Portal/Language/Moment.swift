internal import Foundation

/// Times and dates as the portal shows them: in Hong Kong's time, with how far away in words.
enum Moment {
  /// Hong Kong has had no summer time since 1979, but its zone is asked all the same.
  static let zone = TimeZone(identifier: "Asia/Hong_Kong") ?? .gmt

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }()

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `21 Nov 2026, 15:04` or `2026年11月21日 15:04`.
  static func time(_ moment: Date, _ language: Language) -> String {
    let parts = calendar.dateComponents([.hour, .minute], from: moment)
    let clock = "\(twoDigits(parts.hour)):\(twoDigits(parts.minute))"
    let day = date(moment, language)
    return language == .english ? "\(day), \(clock)" : "\(day) \(clock)"
  }

  /// `21 Nov 2026` or `2026年11月21日`.
  static func date(_ moment: Date, _ language: Language) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: moment)
    let (year, month, day) = (parts.year ?? 0, parts.month ?? 1, parts.day ?? 1)
    switch language {
    case .english: return "\(day) \(months[month - 1]) \(year)"
    case .chinese: return "\(year)年\(month)月\(day)日"
    }
  }

  /// The year in Hong Kong.
  static func year(_ moment: Date) -> Int { calendar.component(.year, from: moment) }

  /// How far a moment is from now: minutes and hours by the clock, days by Hong Kong's calendar.
  static func distance(_ moment: Date, from now: Date) -> Phrase {
    let seconds = moment.timeIntervalSince(now)
    let isPast = seconds < 0
    let minutes = Int(abs(seconds) / 60)
    if minutes < 1 { return Phrase("now", "現在") }
    if minutes < 60 { return counted(minutes, "minute", "分鐘", isPast) }
    let days = abs(
      calendar.dateComponents(
        [.day], from: calendar.startOfDay(for: now), to: calendar.startOfDay(for: moment)
      ).day ?? 0)
    if days == 0 || minutes < 12 * 60 { return counted(minutes / 60, "hour", "小時", isPast) }
    if days == 1 { return isPast ? Phrase("yesterday", "昨日") : Phrase("tomorrow", "明日") }
    // Beyond two months the day no longer matters to anybody.
    if days < 60 { return counted(days, "day", "日", isPast) }
    return counted(Int((Double(days) / 30.44).rounded()), "month", "個月", isPast)
  }

  /// A `time` element with the moment and its distance.
  static func html(_ moment: Date, now: Date, _ language: Language) -> HTML {
    element(moment, time(moment, language), now, language)
  }

  /// A `time` element with the day alone and its distance, for what is due at its end: a term that
  /// ends at midnight has the day before as its last.
  static func dayHTML(_ moment: Date, now: Date, _ language: Language) -> HTML {
    let last = moment.addingTimeInterval(-1)
    return element(last, date(last, language), now, language)
  }

  private static func element(
    _ moment: Date, _ text: String, _ now: Date, _ language: Language
  ) -> HTML {
    let distance = distance(moment, from: now)
    let bracketed = Phrase(" (\(distance.english))", "（\(distance.chinese)）")
    return """
      <time datetime="\(stamp(moment))">\(text)</time>\
      <span class="distance">\(bracketed, language)</span>
      """
  }

  /// The moment in UTC (RFC 3339).
  static func stamp(_ moment: Date) -> String {
    moment.formatted(.iso8601)
  }

  private static func counted(
    _ count: Int, _ unit: String, _ chineseUnit: String, _ isPast: Bool
  ) -> Phrase {
    let english = count == 1 ? "\(count) \(unit)" : "\(count) \(unit)s"
    return isPast
      ? Phrase("\(english) ago", "\(count)\(chineseUnit)前")
      : Phrase("in \(english)", "\(count)\(chineseUnit)後")
  }

  private static func twoDigits(_ number: Int?) -> String {
    let text = String(number ?? 0)
    return text.count < 2 ? "0" + text : text
  }
}
