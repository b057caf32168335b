internal import Foundation

/// What a rule came to on a case: one row of an officer's checklist.
struct OutcomeRow {
  /// The four outcomes; only the first lets a case go on.
  enum Outcome: String, Sendable, CaseIterable {
    case met
    case notMet = "not-met"
    case unknown
    case conflict

    var phrase: Phrase {
      switch self {
      case .met: Phrase("Met", "符合")
      case .notMet: Phrase("Not met", "不符合")
      case .unknown: Phrase("Unknown", "未能確定")
      case .conflict: Phrase("Conflict", "互相牴觸")
      }
    }
  }

  /// What a rule's sentence says: what must be so, or what the rule refuses.
  ///
  /// "Met" beside what is refused would read as its opposite, so a refusal has words of its own.
  enum Sense: Sendable, CaseIterable {
    case requirement, refusal
    /// A refusal that binds nobody, for now or for good.
    case shadow

    func word(of outcome: Outcome) -> Phrase {
      switch (self, outcome) {
      case (.refusal, .met), (.shadow, .met): Phrase("Not the case", "不屬此情況")
      case (.refusal, .notMet), (.shadow, .notMet): Phrase("The case", "屬此情況")
      case (_, let outcome): outcome.phrase
      }
    }

    var leadIn: Phrase? {
      switch self {
      case .requirement: nil
      case .refusal: Phrase("Refuses if:", "如有以下情況則不獲接納：")
      case .shadow: Phrase("Would refuse, if it were binding:", "假如具約束力，如有以下情況則不獲接納：")
      }
    }
  }

  struct Source {
    let cites: [Cite]
    /// Who adopted it, where it would not bind by itself.
    var adoption: Phrase?
    /// The newer version that it stands in, where it reaches a case under an earlier one.
    var newerVersion: Phrase?
  }

  struct Fact {
    let label: Phrase
    let value: HTML
  }

  let identifier: String
  let outcome: Outcome
  var sense = Sense.requirement
  /// Said in place of the outcome's word, where the rule was set aside.
  var aside: Phrase?
  let sentence: Phrase
  /// Nil where the reader is told the sentence alone.
  let source: Source?
  /// The parts of its condition, or the facts that it read, each with what it is.
  var factsRead: [Fact] = []
  /// The condition as the policy has it.
  var asWritten = ""
  var missing: [Phrase] = []
  var wouldClear: [Phrase] = []
  /// Documents beside the facts that it reads.
  var evidence: HTML?
  var note: HTML?
  /// Acts offered on this row, such as asking for what is missing.
  var acts = HTML()

  func html(_ language: Language) -> HTML {
    """
    <article class="outcome \(outcome.rawValue)" id="rule-\(identifier)">
    <p class="mark"><i class="shape"></i>\
    \(aside ?? sense.word(of: outcome), language)</p>
    <div class="rule">
    <h3><span class="rule-name">\(identifier)</span> \
    \(sense.leadIn.map { "<small>\($0, language)</small> " as HTML })\
    \(sentence, language)</h3>
    \(cited(language))
    \(facts(language))
    \(list(OutcomeWording.missing, missing, language))
    \(list(OutcomeWording.wouldClear, wouldClear, language))
    \(evidence.map { "<div class=\"evidence\">\($0)</div>" as HTML })\
    \(note.map { "<div class=\"note\">\($0)</div>" as HTML })
    \(acts)
    </div>
    </article>
    """
  }

  private func cited(_ language: Language) -> HTML {
    guard let source else { return "" }
    let more = [source.adoption, source.newerVersion].compactMap(\.self)
      .map { " · <span>\($0, language)</span>" as HTML }
    return """
      <p class="source">\(source.cites.html(language))\(more)</p>
      """
  }

  private func facts(_ language: Language) -> HTML {
    guard !factsRead.isEmpty else { return "" }
    let written: HTML =
      asWritten.isEmpty
      ? ""
      : "<p class=\"faint\">\(OutcomeWording.asWritten, language) <code>\(asWritten)</code></p>"
    let rows = factsRead.map { fact -> HTML in
      "<dt>\(fact.label, language)</dt><dd>\(fact.value)</dd>"
    }
    return """
      <details><summary>\(OutcomeWording.factsRead, language) (\(factsRead.count))</summary>\
      <dl class="facts">\(rows)</dl>\(written)</details>
      """
  }

  private func list(_ title: Phrase, _ items: [Phrase], _ language: Language) -> HTML {
    guard !items.isEmpty else { return "" }
    let entries = items.map { "<li>\($0, language)</li>" as HTML }
    return "<div class=\"listed\"><h4>\(title, language)</h4><ul>\(entries)</ul></div>"
  }
}

/// What a row of a checklist says around its rule.
enum OutcomeWording {
  static let missing = Phrase("Missing", "欠缺資料")
  static let wouldClear = Phrase("Would clear it", "可令其符合的方法")
  static let factsRead = Phrase("Facts read", "所據事實")
  static let asWritten = Phrase("In the policy's own words:", "政策原文：")
  /// How a rule came to be set aside, by its result.
  static let aside = [
    "waived": Phrase("Waived", "已豁免"), "excepted": Phrase("Excepted", "屬例外情況"),
    "does_not_apply": Phrase("Does not apply", "不適用"),
  ]
  static let adopted = Phrase("adopted by {} on {}", "由{}於{}採納")
  static let willBeAdopted = Phrase("will be adopted by {} on {}", "將由{}於{}採納")

  static let newerVersion = Phrase("of {}, which reaches this case", "見於{}，該版本亦適用於本個案")

  /// Who adopted a rule, as an outcome on file says it: `HKMA 2026-03-05`.
  static func adoption(_ filed: String, now: Date) -> Phrase {
    let parts = filed.split(separator: " ").map(String.init)
    return adoption(by: parts.first ?? "", on: parts.last ?? "", now: now)
  }

  /// Who adopted a rule, or will: a remit, or all of them together.
  static func adoption(by adopter: String, on day: String, now: Date) -> Phrase {
    let who =
      RemitWording.all[adopter]?.short ?? Phrase("the regulators together", "各監管機構共同")
    let on = { (language: Language) in
      Stamp.day(day).map { Moment.date($0, language) } ?? day
    }
    let isToCome = Stamp.day(day).map { now < $0 } ?? false
    let said = isToCome ? willBeAdopted : adopted
    return Phrase(
      said.filled(with: who.english, on(.english)).english,
      said.filled(with: who.chinese, on(.chinese)).chinese)
  }
}
