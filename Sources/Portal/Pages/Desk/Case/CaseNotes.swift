internal import Workflow

/// What the reader's authority has noted on a case, and what was disclosed to it.
struct CaseNotes {
  let file: CaseFile

  var html: HTML {
    let language = file.language
    return """
      <p class="faint">\(MatterWording.notesWhy, language)</p>
      \(MatterList(
        title: MatterWording.notes, empty: MatterWording.noNotes,
        items: file.desk.notes.map(item), beginnings: beginnings
      ).html(language))
      """
  }

  private func item(_ note: NoteView) -> MatterList.Item {
    let disclosed = note.disclosedTo.map { authority -> HTML in
      let name = RemitWording.all[authority]?.short ?? .same(authority)
      let words = Phrase(
        MatterWording.disclosedTo.filled(with: name.english).english,
        MatterWording.disclosedTo.filled(with: name.chinese).chinese)
      return "\(words, file.language)"
    }
    return MatterList.Item(
      remit: RemitWording.all[note.authority] == nil ? nil : note.authority,
      remarks: [
        "<b>\(DeskWording.text(note.writerEn, note.writerZh), file.language)</b>",
        Moment.html(note.writtenAt, file.context),
      ] + disclosed, wording: note.wording)
  }

  private var beginnings: [MatterList.Link] {
    guard let inside = file.desk.compartment else { return [] }
    return ["note_added", "joint_note_added", "disclosed"].compactMap { event in
      inside.acts.first { $0.event == event && $0.lacking == nil }
    }.map { act in
      let words = EventWording.words("supervision", act.event)
      return MatterList.Link(
        label: act.way == "propose" ? ActWording.proposing(words).act : words.act,
        path: file.act(act.event, on: inside.subject))
    }
  }
}
