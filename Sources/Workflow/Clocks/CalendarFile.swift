public import Foundation
internal import Postgres
public import Transparency

/// A calendar as its file has it: the week's days of rest, general holidays by year, closures.
///
/// The file is `deploy/calendars/hong-kong.json`; each year, closure and day of rest names its source
/// and how well that is attested.
public struct CalendarFile: Sendable {
  /// Days of the week on which nothing is due, each with what its entry says.
  public let restDays: [[String: CanonicalJSON]]
  /// Days that are closed, each with what its entry says, in the order of the days.
  public let closedDays: [[String: CanonicalJSON]]

  /// Reads a file's text.
  ///
  /// - Parameter json: the file's bytes.
  /// - Throws: `Refusal` of kind `malformed` when it is no such file.
  public init(json: Data) throws(Refusal) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let text = try? decoder.decode(Text.self, from: json),
      text.restDays.allSatisfy({ CalendarFile.weekdays.contains($0.weekday) })
    else {
      throw Refusal(
        .malformed, "The calendar's file cannot be read.",
        advice: "deploy/calendars/hong-kong.json shows its form.")
    }
    restDays = text.restDays.map { rest in
      CalendarFile.entry(rest.since, rest, rest.nameEn, rest.nameZh).merging([
        "weekday": .integer((CalendarFile.weekdays.firstIndex(of: rest.weekday) ?? 0) + 1),
        "rest": true,
      ]) { $1 }
    }
    let holidays = text.years.flatMap { year in
      year.holidays.map { day in
        CalendarFile.entry(day.date, year, day.nameEn, day.nameZh).merging([
          "kind": "general_holiday"
        ]) { $1 }
      }
    }
    let closures = text.badWeatherClosures.map { closure in
      CalendarFile.entry(closure.date, closure, closure.nameEn, closure.nameZh).merging([
        "kind": .string(closure.kind)
      ]) { $1 }
    }
    closedDays = (holidays + closures).sorted {
      $0["day"]?.text ?? "" < $1["day"]?.text ?? ""
    }
  }

  /// As ISO 8601 numbers them, from 1.
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private static func entry(
    _ day: String, _ attested: some Attested, _ nameEn: String, _ nameZh: String
  ) -> [String: CanonicalJSON] {
    [
      "day": .string(day), "name_en": .string(nameEn), "name_zh": .string(nameZh),
      "source": .string(attested.source), "mark": .string(attested.mark),
    ]
  }

  private protocol Attested {
    var source: String { get }
    var mark: String { get }
  }

  private struct Text: Decodable {
    let restDays: [Rest]
    let badWeatherClosures: [Closure]
    let years: [Year]
  }

  private struct Rest: Decodable, Attested {
    let weekday: String
    let since: String
    let nameEn: String
    let nameZh: String
    let source: String
    let mark: String
  }

  private struct Closure: Decodable, Attested {
    let date: String
    let kind: String
    let nameEn: String
    let nameZh: String
    let source: String
    let mark: String
  }

  private struct Year: Decodable, Attested {
    let source: String
    let mark: String
    let holidays: [Day]
  }

  private struct Day: Decodable {
    let date: String
    let nameEn: String
    let nameZh: String
  }
}

extension Installation {
  /// Takes over the days of a calendar that are not known yet; what an administrator said of one stands.
  ///
  /// - Parameter calendar: the file.
  /// - Returns: how many days were new; each has its entry in the calendar's chain.
  /// - Throws: `Refusal` when the database does not take them.
  @discardableResult
  public func keep(_ calendar: CalendarFile) async throws(Refusal) -> Int {
    let days: CanonicalJSON = [
      "rest_days": .array(calendar.restDays.map { .object($0) }),
      "closed_days": .array(calendar.closedDays.map { .object($0) }),
    ]
    do {
      let text = String(decoding: try days.encoded(), as: UTF8.self)
      return try await value("SELECT keep_calendar(\(JSON(text)))", as: Int.self)
    } catch {
      throw Refusal(any: error)
    }
  }
}
