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
  /// The content, as it would be frozen now.
  let frozen: FrozenFacts
  let decision: Decision

  /// Judges content, the draft or the frozen one, by a set of policies.
  ///
  /// - Throws: `Refusal` of kind `malformed` that names the first fact that cannot be read.
  init(
    _ record: CaseRecord, content: String, by policies: PolicySet, kept: CanonicalJSON? = nil,
    at stage: Stage, metrics: String? = nil
  ) throws(Refusal) {
    self.record = record
    self.policies = policies
    self.kept = kept
    guard let vocabulary = policies.vocabulary(.application), let today = CivilDate(record.today)
    else {
      throw Refusal(.fault, "The policies in force have no vocabulary of applications.")
    }
    let content = try Judgement.overlay(content, with: record)
    frozen = try FrozenFacts(json: content, vocabulary)
    var stated: [VocabularyKind: Facts] = [.application: frozen.facts]
    if let metrics, let measured = policies.vocabulary(.metrics) {
      stated[.metrics] = Facts.read(json: metrics, measured).facts
    }
    decision = policies.decide(Situation(stage: stage, asOf: today, facts: stated))
  }

  /// What others than the firm state: consents given, licences as their remits know them, facts
  /// that a desk found.
  private static func overlay(
    _ content: String, with record: CaseRecord
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
    for found in record.found {
      facts[found.attribute] = try? JSONSerialization.jsonObject(
        with: Data(found.value.utf8), options: .fragmentsAllowed)
    }
    guard let bytes = try? JSONSerialization.data(withJSONObject: facts) else {
      throw Refusal(.malformed, "The content cannot be written as JSON.")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
