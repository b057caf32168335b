internal import Foundation
internal import Workflow

/// A case's entries as its timeline shows them.
struct CaseTimeline {
  let entries: [TimelineEntry]
  /// The address below which the reader finds the entries' own bytes; nil for who may not.
  var entriesPath: String?

  func html(_ context: PageContext) -> HTML {
    let language = context.language
    return Timeline(
      entries: entries.map { entry in
        Timeline.Entry(
          actor: CaseTimeline.actor(entry), done: CaseTimeline.done(entry),
          moment: Stamp.date(entry.at) ?? context.now,
          remit: RemitWording.all[entry.remit] == nil ? nil : entry.remit,
          detail: CaseTimeline.detail(entry, language),
          proof: entriesPath.flatMap { path in entry.leaf.map { "\(path)/\($0)" } },
          leaf: entry.leaf)
      }
    ).html(context)
  }

  /// The person where the reader may know, else the role.
  private static func actor(_ entry: TimelineEntry) -> Phrase {
    if let person = entry.person { return Phrase(person, entry.personZh ?? person) }
    if entry.event == "question_answered" { return RoleWording.theFirm }
    if entry.role == "system", !entry.remit.isEmpty { return RoleWording.theDesk }
    return RoleWording.all[entry.role] ?? RoleWording.all["system"] ?? .same(entry.role)
  }

  private static func done(_ entry: TimelineEntry) -> Phrase {
    EventWording.words("application", entry.event).done
  }

  private static func detail(_ entry: TimelineEntry, _ language: Language) -> HTML? {
    let state = entry.to.flatMap { StateWording.application[$0] }
    let tag = state.map { StateTag($0).html(language) }
    let reason = entry.reason.map { "<p>\($0)</p>" as HTML }
    let due = entry.due.map {
      "<p>\(DeskWording.due, language): \(Moment.day($0, language))</p>" as HTML
    }
    return tag == nil && reason == nil && due == nil ? nil : "\(tag)\(due)\(reason)"
  }
}

/// Moments as the domain writes them (RFC 3339).
enum Stamp {
  /// Nil for what is no moment.
  static func date(_ text: String?) -> Date? {
    guard let text else { return nil }
    return try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
  }

  /// A day of the calendar, at its beginning in Hong Kong.
  static func day(_ text: String?) -> Date? {
    guard let text, text.count == 10 else { return nil }
    return date("\(text)T00:00:00+08:00")
  }
}
