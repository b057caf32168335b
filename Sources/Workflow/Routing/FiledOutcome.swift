internal import Policies
internal import Transparency

/// What became of a rule, as a run of the rules keeps it.
struct FiledOutcome: Equatable, Sendable {
  let rule: String
  /// The remit that it speaks for, or `joint`; of an approval whose approvers are wanted.
  let remit: String
  let kind: String
  /// `hard`, `soft`, `shadow` or empty.
  let severity: String
  let result: String
  let missing: [String]
  let sentenceEn: String
  let sentenceZh: String
  /// Instruments with their paragraphs.
  let source: String
  /// How well the weakest of them is attested.
  let mark: String
}

extension FiledOutcome {
  init(_ rule: RuleOutcome) {
    var remit = rule.remit
    if case .approve(_, let approver) = rule.kind { remit = approver.remit }
    self.init(
      rule: rule.id, remit: remit, kind: rule.kind.word,
      severity: rule.isShadow ? "shadow" : rule.severity?.rawValue ?? "",
      result: rule.outcome.rawValue, missing: rule.missing,
      sentenceEn: rule.texts.en, sentenceZh: rule.texts.zh,
      source: rule.citations.map(\.short).joined(separator: "; "),
      mark: (rule.citations.map(\.mark).max() ?? .proposal).rawValue)
  }

  var json: [String: CanonicalJSON] {
    [
      "rule": .string(rule), "remit": .string(remit), "kind": .string(kind),
      "severity": .string(severity), "result": .string(result), "missing": CanonicalJSON(missing),
      "sentence_en": .string(sentenceEn), "sentence_zh": .string(sentenceZh),
      "source": .string(source), "mark": .string(mark),
    ]
  }
}

extension Decision {
  /// The rules that were evaluated.
  var evaluated: [RuleOutcome] { rules.filter { $0.outcome != .notEvaluated } }

  /// The clocks' lengths as a run keeps them: the case's clocks run by them.
  var filedClocks: CanonicalJSON {
    .array(
      clocks.map { clock in
        var filed = clock.filed
        filed["remit"] = .string(clock.remit)
        filed["length"] = clock.count.map { .integer(Int($0)) }
        filed["unit"] = clock.unit.map { .string($0.rawValue) }
        return .object(filed)
      })
  }

  /// The quotas as a run keeps them: they bound what may be granted.
  var filedQuotas: CanonicalJSON {
    .array(
      quotas.map { quota in
        var filed = quota.filed
        filed["count"] = quota.count.map { .string(String($0)) }
        filed["period"] = quota.period.map { .string($0.rawValue) }
        return .object(filed)
      })
  }
}

extension ValueOutcome {
  /// What is set, by which rules, and whether that is settled.
  fileprivate var filed: [String: CanonicalJSON] {
    [
      "name": .string(name), "outcome": .string(outcome.rawValue),
      "rule": .string((rules.isEmpty ? setBy : rules).joined(separator: ", ")),
    ]
  }
}

extension RuleOutcome {
  /// Remedies that are kept of one rule, the smallest first: more than these nobody weighs.
  private static let remedies = 3

  /// The outcome with what it rests on: each part of its condition, each source with its mark, what
  /// relieved it and what would clear it.
  ///
  /// - Parameters:
  ///   - policies: The set that decided.
  ///   - clearance: What the decision's explanation found that would clear it.
  /// - Returns: an object, as the database takes it.
  func filed(under policies: PolicySet, clearedBy clearance: Clearance? = nil) -> CanonicalJSON {
    var explains: [String: CanonicalJSON] = [
      "citations": .array(
        citations.map { ["place": .string($0.short), "mark": .string($0.mark.rawValue)] }),
      "atoms": CanonicalJSON(
        atoms.map { "\($0.text): \($0.value.map { $0 ? "true" : "false" } ?? "unknown")" }),
      "relieved_by": CanonicalJSON(relievedBy),
    ]
    if case .document(let paper) = kind { explains["document"] = .string(paper) }
    if case .approve(let count, _) = kind { explains["count"] = .integer(count) }
    if case .condition(let within, let suspends) = kind {
      explains["timing"] = within == nil ? "precedent" : "during"
      explains["within"] = within.map { .string($0.description) }
      explains["suspends"] = suspends ? true : nil
    }
    let waiver = policies.rules.first { rule in
      if case .waive(refusal: id, approver: _) = rule.kind { true } else { false }
    }
    if let clearance {
      explains["would_clear"] = .array(
        clearance.remedies.prefix(RuleOutcome.remedies).map { remedy in
          let words = policies.words(of: remedy)
          return [
            "en": .string(words.en), "zh": .string(words.zh),
            "waivers": CanonicalJSON(remedy.waivers.map(\.rule)),
          ]
        })
    }
    explains["waiver"] = (waiver?.id).map { .string($0) }
    explains["adopted"] = adoption.map { .string("\($0.by) \($0.on.description)") }
    explains["newer_version"] = newerVersion.map { .string($0) }
    return .object(FiledOutcome(self).json.merging(["explains": .object(explains)]) { $1 })
  }
}

extension CanonicalJSON {
  /// A list of texts.
  init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
}
