internal import Foundation

extension Moment {
  /// A moment as the database writes it in JSON (RFC 3339, with or without a fraction).
  static func parse(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
      ?? (try? Date(text, strategy: .iso8601))
  }

  /// The moment with its distance; nothing where there is none.
  static func html(_ text: String?, _ context: PageContext) -> HTML {
    guard let moment = text.flatMap(parse) else { return "" }
    return html(moment, now: context.now, context.language)
  }

  /// A due date with its distance, and by word and shape whether it has passed; a dash where no
  /// clock runs.
  static func due(_ text: String?, _ context: PageContext) -> HTML {
    guard let moment = text.flatMap(parse) else { return "<span class=\"faint\">–</span>" }
    let day = dayHTML(moment, now: context.now, context.language)
    guard moment < context.now else { return day }
    let late = StateTag(StateWording.Words("overdue", "已逾期", .attention))
    return "\(late.html(context.language)) \(day)"
  }

  /// A calendar day such as `2026-11-21`; the text itself where it is none.
  static func day(_ text: String?, _ language: Language) -> HTML {
    guard let text else { return "" }
    guard let moment = try? Date(text + "T00:00:00+08:00", strategy: .iso8601) else {
      return "\(text)"
    }
    return "<time datetime=\"\(text)\">\(date(moment, language))</time>"
  }
}
