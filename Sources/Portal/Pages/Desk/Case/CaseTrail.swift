internal import Workflow

/// What happened to a case, with the proof mark of each entry.
struct CaseTrail {
  let file: CaseFile

  func html(limit: Int) -> HTML {
    Timeline(entries: file.view.timeline.prefix(limit).map(entry)).html(file.context)
  }

  private func entry(_ entry: TimelineEntry) -> Timeline.Entry {
    let role = RoleWording.all[entry.role] ?? .same(entry.role)
    let actor = entry.person.map { Phrase("\($0), \(role.english)", "\($0)（\(role.chinese)）") }
    return Timeline.Entry(
      actor: actor ?? role, done: EventWording.words("application", entry.event).done,
      moment: Moment.parse(entry.at) ?? file.context.now,
      remit: RemitWording.all[entry.remit] == nil ? nil : entry.remit,
      detail: entry.reason.map { "\($0)" }, proof: entry.leaf.map { "/audit/entries/\($0)" },
      leaf: entry.leaf)
  }
}
