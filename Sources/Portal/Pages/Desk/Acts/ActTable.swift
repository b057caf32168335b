/// What each act asks, by table and event: the one place that says it.
///
/// An event that is not named asks nothing: its page says what it does, and its button does it.
enum ActTable {
  static func questions(_ machine: String, _ event: String) -> [ActQuestion] {
    all["\(machine).\(event)"] ?? []
  }

  static let all: [String: [ActQuestion]] = application.merging(beside) { own, _ in own }
    .merging(calendar) { own, _ in own }

  static let reason = ActQuestion("reason", ActWording.reason, .words)
  static let reasons = ActQuestion("reasons", ActWording.reasons, .words)

  private static let application: [String: [ActQuestion]] = [
    "application.return_incomplete": [
      ActQuestion("defects", ActWording.defects, .lines, hint: ActWording.onePerLine)
    ],
    "application.find_ineligible": [tied, reasons],
    "application.decline": [
      ActQuestion(
        "remit", ActWording.tiedTo, .oneOf(.tied), hint: ActWording.tiedToHint), reasons,
    ],
    "application.add_remit": [
      ActQuestion("remit", DeskWording.desk, .oneOf(.otherRemits)), reason,
    ],
    "application.release_remit": [
      ActQuestion("remit", DeskWording.desk, .oneOf(.ownRemits)), reason,
    ],
    "application.reopen_reviews": [
      ActQuestion("remits", ActWording.desks, .someOf(.remits)), reason,
    ],
    "application.defer": [reason],
    "application.revoke_offer": [
      ActQuestion("ground", ActWording.ground, .one(ActWording.grounds)), reasons,
    ],
    "application.not_ready": [ActQuestion("missing", ActWording.missing, .words)],
    "application.suspend": [ownDesk, reason],
    "application.lift_suspension": [ownDesk, reason],
    "application.termination_notified": [ownDesk, reason],
    "application.terminate": [
      ownDesk, reasons,
      ActQuestion(
        "urgency", ActWording.urgency, .words, hint: ActWording.urgencyHint, isRequired: false),
    ],
    "application.sign_exit_report": [
      ActQuestion("outcome", ActWording.outcome, .one(ActWording.outcomes)),
      ActQuestion(
        "report_absent", ActWording.reportAbsent, .words, hint: ActWording.ifAbsent,
        isRequired: false),
      ActQuestion(
        "gates_absent", ActWording.gatesAbsent, .words, hint: ActWording.ifAbsent,
        isRequired: false),
      ActQuestion(
        "erasure_held", ActWording.erasureHeld, .words, hint: ActWording.ifAbsent,
        isRequired: false),
    ],
    "application.uphold": [ActQuestion("remits", ActWording.desks, .someOf(.remits)), reasons],
    "application.replace_decision": [
      ActQuestion("remits", ActWording.desks, .someOf(.remits)), reasons,
    ],
    "application.reinstate": [reason],
    "application.fact_found": [
      ownDesk, ActQuestion("attribute", ActWording.fact, .oneOf(.facts)),
      ActQuestion("value", ActWording.value, .text, hint: ActWording.valueHint, in: .payload),
      ActQuestion("evidence", ActWording.evidence, .words, in: .payload),
    ],
    "application.lead_reassigned": [
      ActQuestion("remit", ActWording.newLead, .oneOf(.remits)), reason,
    ],
    "application.feedback_given": [reason],
    "application.amendment_invited": [reason],
    "application.legal_hold_set": [reason],
    "application.legal_hold_released": [ownDesk, reason],
    "application.clock_corrected": [
      ActQuestion("clock", ActWording.clock, .oneOf(.clocks)),
      ActQuestion("kind", ClockWording.correction, .one(ClockWording.corrections)),
      ActQuestion(
        "effect", ClockWording.effect, .date, hint: ClockWording.effectHint, isRequired: false),
      ActQuestion(
        "by", ClockWording.byUnits, .number(1...366), hint: ClockWording.byUnitsHint,
        isRequired: false), reason,
    ],
    "application.publication_withdrawn": [reason],
    "application.grant_provisioned": grant,
    "application.grant_changed": grant,
  ]

  private static let beside: [String: [ActQuestion]] = [
    "supervision.conflict_declared": [
      ActQuestion("conflict", ActWording.conflict, .yesNo, hint: ActWording.conflictHint)
    ],
    "supervision.note_added": [
      ActQuestion(
        "wording", ActWording.note, .words, hint: ActWording.noteHint, in: .payload)
    ],
    "supervision.joint_note_added": [
      ActQuestion(
        "wording", ActWording.note, .words, hint: ActWording.jointNoteHint, in: .payload),
      ActQuestion("gateway", ActWording.gateway, .words, hint: ActWording.gatewayHint),
    ],
    "supervision.words_erased": [
      ActQuestion("texts", ActWording.texts, .someOf(.texts), hint: ActWording.textsHint), reason,
    ],
    "supervision.alternate_appointed": [
      ownDesk, ActQuestion("role", ActWording.role, .one(ActWording.standIns)),
      ActQuestion(
        "account", ActWording.alternate, .oneOf(.alternates), hint: ActWording.alternateHint),
      reason,
    ],
    "supervision.disclosed": [
      ActQuestion("authority", ActWording.authority, .oneOf(.authorities)),
      ActQuestion("gateway", ActWording.gateway, .words, hint: ActWording.gatewayHint),
    ],
    "supervision.rule_overridden": [
      ownDesk, ActQuestion("rule", ActWording.rule, .oneOf(.softRules)), reason,
    ],
    "supervision.rule_waived": [
      ownDesk, ActQuestion("rule", ActWording.rule, .oneOf(.waivableRules)), reason,
    ],
    "supervision.score_entered": [
      ActQuestion("criterion", PanelWording.criterion, .one(PanelWording.criteria)),
      ActQuestion("points", PanelWording.points, .number(0...5), hint: PanelWording.pointsHint),
      ActQuestion("reason", ActWording.reason, .words, in: .payload),
    ],
    "review.assign": [ActQuestion("assignee", DeskWording.officer, .oneOf(.officers))],
    "review.reassign": [
      ActQuestion("assignee", DeskWording.officer, .oneOf(.officers)), reason,
    ],
    "review.request_information": question, "review.request_further_information": question,
    "review.withdraw_request": [
      ActQuestion("question", ActWording.question, .oneOf(.openQuestions))
    ],
    "review.recommend": [recommendation, reasons],
    "review.take_over": [recommendation, reasons],
    "review.return_to_officer": [reason],
    "proposal.refuse": [reason],
    "condition.reject": [reason], "condition.breach": [reason], "condition.cure": [reason],
    "condition.waive": [reason],
    "variation.request": [
      ActQuestion(
        "months", MatterWording.byMonths, .number(1...24), hint: MatterWording.byMonthsHint)
    ],
    "relief.ask": [
      ActQuestion("remit", MatterWording.owner, .oneOf(.remits)),
      ActQuestion(
        "requirement", MatterWording.requirement, .words, hint: MatterWording.requirementHint),
    ],
    "incident.report": [
      ActQuestion("severity", MatterWording.severity, .one(severities)),
      ActQuestion("happened", MatterWording.happened, .words, in: .payload),
      ActQuestion(
        "known_at", MatterWording.knownSince, .date, hint: MatterWording.knownSinceHint,
        in: .payload, isRequired: false),
    ],
    "incident.update": [
      ActQuestion("happened", MatterWording.known, .words, in: .payload)
    ],
    "variation.refuse": [reasons],
    "relief.grant": [
      ActQuestion("limits", ActWording.limits, .words),
      ActQuestion("last_day", ActWording.lastDay, .date),
    ],
    "relief.refuse": [reasons], "relief.end": [reason],
    "incident.close": [
      ActQuestion("cause", ActWording.cause, .words),
      ActQuestion("remedy", ActWording.remedy, .words),
    ],
  ]

  /// Of the calendar, by its administrator.
  private static let calendar: [String: [ActQuestion]] = [
    "calendar.day_closed": [
      ActQuestion("day", ClockWording.day, .date),
      ActQuestion("kind", ClockWording.closedFor, .one(ClockWording.closingKinds)),
      ActQuestion(
        "name_en", ClockWording.nameEn, .text, hint: ClockWording.holidayHint, isRequired: false),
      ActQuestion(
        "name_zh", ClockWording.nameZh, .text, hint: ClockWording.holidayHint, isRequired: false),
    ] + attested,
    "calendar.day_opened": [ActQuestion("day", ClockWording.day, .date), reason] + attested,
    "calendar.rest_set": [
      ActQuestion(
        "weekday", ClockWording.weekday,
        .one(
          ClockWording.weekdays.enumerated().map {
            Field.Choice(name: "\($0.offset + 1)", label: $0.element)
          })),
      ActQuestion("rest", ClockWording.rest, .yesNo),
      ActQuestion("day", ClockWording.since, .date),
    ] + attested,
  ]

  private static let attested = [
    ActQuestion("source", ClockWording.source, .text, hint: ClockWording.sourceHint),
    ActQuestion("mark", ClockWording.mark, .one(ClockWording.marks)),
  ]

  private static let severities = ["low", "medium", "high"].map {
    Field.Choice(name: $0, label: DeskWording.named(MatterWording.severities, $0))
  }
  private static let tied = ActQuestion(
    "remit", ActWording.tiedTo, .oneOf(.remits), isRequired: false)
  private static let ownDesk = ActQuestion("remit", DeskWording.desk, .oneOf(.ownRemits))
  private static let recommendation = ActQuestion(
    "recommendation", DeskWording.recommendation, .one(ActWording.recommendations))
  private static let question = [
    ActQuestion(
      "attributes", ActWording.facts, .someOf(.facts), hint: ActWording.factsHint,
      isRequired: false),
    ActQuestion("documents", DeskWording.documents, .someOf(.papers), isRequired: false),
    ActQuestion("wording", ActWording.wording, .words, in: .payload),
  ]
  private static let grant = [
    ActQuestion("seconds", ActWording.seconds, .number(1...2_147_483_647)),
    ActQuestion("slots", FloorWording.slots, .number(1...9_999)),
    ActQuestion(
      "plan", ActWording.plan, .lines, hint: ActWording.planHint, isRequired: false),
  ]
}
