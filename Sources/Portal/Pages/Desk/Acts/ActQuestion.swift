internal import Transparency

/// One thing that an act asks of its actor, and where its answer goes.
struct ActQuestion: Sendable {
  /// The part of the act: what stands in the entry, or what goes to rows.
  enum Part: Sendable { case detail, payload }

  /// Choices that depend on the case.
  enum Offer: Sendable {
    case facts, papers, officers, remits, otherRemits, ownRemits, tied
    case softRules, waivableRules, openQuestions, clocks, authorities, alternates, texts
  }

  /// What kind of answer there is.
  enum Answer: Sendable {
    case text, words, yesNo, date
    case number(ClosedRange<Int64>)
    case one([Field.Choice])
    case oneOf(Offer)
    case someOf(Offer)
    /// One item a line.
    case lines
  }

  /// The longest text of an act; an entry's detail is bounded at 16 kB.
  private static let longest = 4_000

  let name: String
  let label: Phrase
  var hint: Phrase?
  let answer: Answer
  var part = Part.detail
  var isRequired = true

  init(
    _ name: String, _ label: Phrase, _ answer: Answer, hint: Phrase? = nil, in part: Part = .detail,
    isRequired: Bool = true
  ) {
    self.name = name
    self.label = label
    self.answer = answer
    self.hint = hint
    self.part = part
    self.isRequired = isRequired
  }

  /// What it needs to know of the case.
  var offer: Offer? {
    switch answer {
    case .oneOf(let offer), .someOf(let offer): offer
    default: nil
    }
  }

  /// The field of the form, with what the case offers.
  func field(_ offered: [Field.Choice], folding folded: Int = 0) -> Field {
    let kind: Field.Kind =
      switch answer {
      case .text: .text(limit: 200)
      case .words, .lines: .longText(limit: ActQuestion.longest)
      case .yesNo: .yesNo
      case .date: .date
      case .number(let range): .number(digits: 0, range, unit: nil)
      case .one(let choices): .choice(choices)
      case .oneOf: .choice(offered)
      case .someOf: .choices(offered)
      }
    let isEmpty = offer != nil && offered.isEmpty
    return Field(
      name: name, label: label, hint: isEmpty ? ActWording.nothingToChoose : hint, kind: kind,
      folded: folded, isRequired: isRequired)
  }

  /// All answers as an act carries them: what stands in the entry, and what goes to rows.
  static func parts(
    _ questions: [ActQuestion], _ values: [String: FieldValue]
  ) -> (detail: [String: CanonicalJSON], payload: [String: CanonicalJSON]) {
    var detail: [String: CanonicalJSON] = [:]
    var payload: [String: CanonicalJSON] = [:]
    for question in questions {
      guard let value = question.json(values[question.name]) else { continue }
      switch question.part {
      case .detail: detail[question.name] = value
      case .payload: payload[question.name] = value
      }
    }
    return (detail, payload)
  }

  /// The answer as the act carries it; nil where nothing was said.
  func json(_ value: FieldValue?) -> CanonicalJSON? {
    guard let value else { return nil }
    if case .lines = answer, case .text(let text) = value {
      let lines = text.split(whereSeparator: \.isNewline).map { line in
        String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
      return .array(lines.filter { !$0.isEmpty }.map { .string($0) })
    }
    return ActForm.json(value)
  }
}
