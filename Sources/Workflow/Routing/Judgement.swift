internal import Crypto
internal import Foundation
internal import Policies
internal import Transparency

/// A run of the rules on one case at one stage and day, and what an act carries of it.
struct Judgement: Sendable {
  let record: CaseRecord
  let policies: PolicySet
  /// The policies as the database is to keep them, where it does not have this set yet.
  let kept: CanonicalJSON?
  /// What is frozen: as the firm states it, with consents and licences.
  let frozen: FrozenFacts
  /// What was judged other than the frozen content says: licences as they stand, facts that desks
  /// found.
  let beside: [String: CanonicalJSON]
  /// What the rules read of a variation, where one is judged.
  let variation: VariationAsked?
  /// What the rules read beside the application.
  let occasion: Occasion
  /// What was judged: the frozen facts together with those.
  let situation: Situation
  /// What the rules say of it.
  let decision: Decision

  /// Judges content by a set of policies.
  ///
  /// - Parameters:
  ///   - record: the case.
  ///   - content: the draft, or what is frozen.
  ///   - isDraft: whether it is the draft, to be frozen as it is judged but for what desks found.
  ///   - policies: the set.
  ///   - kept: how the database is to keep the set, where it does not have it yet.
  ///   - stage: where the case stands.
  ///   - occasion: a job, an incident or what was measured, where that is judged.
  ///   - variation: what asks for the content, in a trial.
  /// - Throws: `Refusal` of kind `malformed` that names the first fact that cannot be read.
  init(
    _ record: CaseRecord, content: String, isDraft: Bool, by policies: PolicySet,
    kept: CanonicalJSON? = nil, at stage: Stage, occasion: Occasion = Occasion(),
    variation: VariationAsked? = nil
  ) throws(Refusal) {
    self.record = record
    self.policies = policies
    self.kept = kept
    self.variation = variation
    self.occasion = occasion.withPanel(record.panel, at: stage)
    guard let vocabulary = policies.vocabulary(.application), let today = CivilDate(record.today)
    else {
      throw Refusal(.fault, "The policies in force have no vocabulary of applications.")
    }
    frozen = try Judgement.read(content, record, found: [], vocabulary)
    let judged =
      record.found.isEmpty
      ? frozen : try Judgement.read(content, record, found: record.found, vocabulary)
    let stated = isDraft ? frozen : try FrozenFacts(json: content, vocabulary)
    beside = judged.document.filter { stated.document[$0.key] != $0.value }
    var situation = Situation(stage: stage, asOf: today, facts: [.application: judged.facts])
    self.occasion.complete(&situation, by: policies)
    try variation?.complete(&situation, stated: stated, by: policies)
    self.situation = situation
    decision = policies.decide(situation)
  }

  private static func read(
    _ content: String, _ record: CaseRecord, found: [CaseRecord.FoundFact], _ vocabulary: Vocabulary
  ) throws(Refusal) -> FrozenFacts {
    try FrozenFacts(json: overlay(content, with: record, found: found), vocabulary)
  }

  /// What others than the firm state: consents given, licences as their remits know them, facts
  /// that a desk found.
  private static func overlay(
    _ content: String, with record: CaseRecord, found: [CaseRecord.FoundFact]
  ) throws(Refusal) -> String {
    guard let parsed = try? JSONSerialization.jsonObject(with: Data(content.utf8)),
      var facts = parsed as? [String: Any]
    else {
      throw Refusal(.malformed, "The content is no JSON object.")
    }
    for kind in ["share_regulators", "share_cyberport", "publish_summary"] {
      facts["consent.\(kind)"] = record.consents.contains(kind)
    }
    let states = Dictionary(
      record.licences.map { ($0.number, $0.state) }, uniquingKeysWith: { first, _ in first })
    facts["applicant.licences"] = (facts["applicant.licences"] as? [[String: Any]])?.map {
      licence in
      var licence = licence
      if let number = licence["number"] as? String, let state = states[number] {
        licence["status"] = ["active": "active", "suspended": "suspended"][state] ?? "revoked"
      }
      return licence
    }
    for found in found {
      facts[found.attribute] = try? JSONSerialization.jsonObject(
        with: Data(found.value.utf8), options: .fragmentsAllowed)
    }
    guard let bytes = try? JSONSerialization.data(withJSONObject: facts) else {
      throw Refusal(.malformed, "The content cannot be written as JSON.")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
