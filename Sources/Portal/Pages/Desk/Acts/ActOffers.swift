internal import HTTPServer
internal import Policies
internal import Workflow

/// What a case offers to choose from.
struct ActOffers {
  let file: CaseFile
  let subject: SubjectView

  func choices(_ offer: ActQuestion.Offer) async throws(Refusal) -> [Field.Choice] {
    switch offer {
    case .facts: missingFacts + otherFacts
    case .papers:
      (file.vocabulary?.papers ?? []).map {
        Field.Choice(name: $0.name, label: Phrase($0.label.en, $0.label.zh))
      }
    case .officers: try await members("case_officer")
    case .remits: file.view.desks.map { desk($0.remit) }
    case .tied:
      file.view.desks.map { desk($0.remit) } + [
        Field.Choice(name: "ranking", label: Phrase("The ranking", "排序"))
      ]
    case .otherRemits:
      RemitWording.all.keys.sorted().filter { code in
        !file.view.desks.contains { $0.remit == code }
      }.map(desk)
    case .ownRemits:
      file.view.desks.map(\.remit).filter(file.visit.person.remits.contains).map(desk)
    case .softRules:
      rules {
        $0.kind == "condition"
          ? ["applies", "undetermined", "conflict"].contains($0.result)
          : $0.severity == "soft" && ["not_met", "undetermined"].contains($0.result)
      }
    case .waivableRules: rules { $0.waiver != nil }
    case .openQuestions:
      file.view.questions.filter { $0.state == "open" && $0.remit == subject.remit }.map {
        Field.Choice(name: $0.id, label: .same($0.wording))
      }
    case .clocks:
      file.view.clocks.map { clock in
        Field.Choice(name: clock.id, label: DeskWording.named(DeskWording.clockNames, clock.name))
      }
    case .alternates: try await alternates()
    case .texts: try await texts()
    case .authorities:
      ["HKMA", "IA", "MPFA", "SFC"].map(desk)
    }
  }

  /// What the checklist misses, the own desk's first; and what a link asked for.
  private var missingFacts: [Field.Choice] {
    let open = file.desk.outcomes.filter { !$0.missing.isEmpty && $0.result == "undetermined" }
    let own = open.filter { $0.remit == subject.remit } + open.filter { $0.remit != subject.remit }
    var seen: Set<String> = []
    return own.flatMap { outcome in outcome.missing.map { ($0, outcome) } }
      .filter { seen.insert($0.0).inserted }
      .map { name, outcome in
        Field.Choice(
          name: name, label: file.label(name),
          hint: Phrase(
            "\(outcome.rule) \(refusing(outcome).english)",
            "\(outcome.rule) \(refusing(outcome).chinese)"))
      }
  }

  /// How many of an offer's choices are folded away: the facts that no rule misses.
  func folded(_ offer: ActQuestion.Offer?) -> Int {
    if case .facts? = offer { otherFacts.count } else { 0 }
  }

  /// What the firm states and no rule misses, in the order of the form.
  private var otherFacts: [Field.Choice] {
    let missing = Set(missingFacts.map(\.name))
    return (file.vocabulary?.attributes ?? []).filter {
      !$0.isDerived && $0.section != nil && !missing.contains($0.name)
    }.map { Field.Choice(name: $0.name, label: Phrase($0.label.en, $0.label.zh)) }
  }

  private func members(_ role: String) async throws(Refusal) -> [Field.Choice] {
    guard let remit = subject.remit else { return [] }
    return try await file.visit.sandbox.members(
      of: remit, role: role, on: file.reference, as: file.visit.caller
    ).map { choice($0, DeskWording.text($0.nameEn, $0.nameZh)) }
  }

  /// Those who hold a role that can be stood in for in another remit of the reader's authority.
  private func alternates() async throws(Refusal) -> [Field.Choice] {
    try await file.visit.sandbox.alternates(
      for: subject.subject, roles: ActWording.standIns.map(\.name), as: file.visit.caller
    ).map { member in
      let name = DeskWording.text(member.nameEn, member.nameZh)
      let place = ActWording.place("\(member.role ?? "")@\(member.remit ?? "")")
      return choice(
        member,
        Phrase("\(name.english) (\(place.english))", "\(name.chinese)（\(place.chinese)）"))
    }
  }

  /// What was said of the case, as far as the reader may read it.
  private func texts() async throws(Refusal) -> [Field.Choice] {
    let kept = try await file.visit.sandbox.texts(of: file.reference, as: file.visit.caller)
    return kept.map { text in
      Field.Choice(
        name: text.commitment, label: .same(String(text.words.prefix(ActOffers.shownOfText))),
        hint: Stamp.date(text.saidAt).map { said in
          Phrase(Moment.date(said, .english), Moment.date(said, .chinese))
        })
    }
  }

  /// Enough of a text to know it by.
  private static let shownOfText = 160

  private func choice(_ member: DeskMember, _ label: Phrase) -> Field.Choice {
    let words: Phrase? =
      switch member.conflict {
      case nil: Phrase("has not declared yet", "尚未申報")
      case true?: Phrase("has a conflict", "有利益衝突")
      case false?: nil
      }
    return Field.Choice(name: member.account, label: label, hint: words)
  }

  private func rules(_ isWanted: (OutcomeView) -> Bool) -> [Field.Choice] {
    let own = Set(file.visit.person.remits + ["joint"])
    return file.desk.outcomes.filter {
      $0.kind == "refuse" && own.contains($0.remit) && isWanted($0)
    }
    .map {
      Field.Choice(
        name: $0.rule,
        label: Phrase("\($0.rule) \(refusing($0).english)", "\($0.rule) \(refusing($0).chinese)"))
    }
  }

  /// What a rule says: of a refusal that it refuses if so.
  private func refusing(_ outcome: OutcomeView) -> Phrase {
    let before = outcome.kind == "refuse" ? OutcomeRow.Sense.refusal.leadIn : nil
    guard let before else { return Phrase(outcome.sentenceEn, outcome.sentenceZh) }
    return Phrase(
      "\(before.english) \(outcome.sentenceEn)", "\(before.chinese)\(outcome.sentenceZh)")
  }

  private func desk(_ code: String) -> Field.Choice {
    Field.Choice(name: code, label: RemitWording.all[code]?.full ?? .same(code))
  }
}
