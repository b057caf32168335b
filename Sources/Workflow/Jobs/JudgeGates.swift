internal import Crypto
internal import Foundation
internal import Policies
internal import Postgres
internal import Transparency

extension Sandbox {
  /// What the gates at exit say of the metrics that the latest validator's job measured.
  ///
  /// A gate without evidence is undetermined, never met and never failed. Gates that are shadows are
  /// left out: what they say counts for nothing.
  func judgedGates(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    let record = try await caseRecord(act.subject, as: caller)
    guard record.policies != nil, let content = record.document else {
      throw Refusal(.unmet, "There is no content to judge yet.")
    }
    let (policies, kept) = try await policies(for: record, as: caller)
    let measured = try await latestMetrics(of: record.id, as: caller)
    let occasion = Occasion(facts: measured.map { [.metrics: $0.metrics] } ?? [:])
    let judgement = try Judgement(
      record, content: content, isDraft: false, by: policies, at: .exit, occasion: occasion)
    var run: [String: CanonicalJSON] = [
      "policies": .string(policies.digest.hex),
      "as_of": .string(judgement.decision.asOf.description),
      "beside": .object(judgement.beside),
    ]
    run["job"] = measured.map { .string($0.job) }
    run["set"] = kept
    var act = act
    act.payload["run"] = .object(run)
    act.payload["gates"] = .array(judgement.decision.gates.map(\.json))
    // In a trial the other rules read what was measured as well: one may suspend.
    if let stage = Judging.standing[record.state], stage >= .during {
      let standing = try Judgement(
        record, content: content, isDraft: false, by: policies, at: stage, occasion: occasion)
      act.payload["evaluation"] = [standing.evaluation()]
    }
    return act
  }

  private struct Measured: Decodable, Sendable {
    let job: String
    let metrics: String
  }

  /// The metrics of the validator's job that ended last, as the vocabulary of metrics reads them.
  private func latestMetrics(
    of application: String, as caller: Caller
  ) async throws(Refusal) -> Measured? {
    try await find(
      Measured.self,
      """
      SELECT jsonb_build_object('job', m.job, 'metrics', \(Sandbox.metrics)::text) FROM metric m
       WHERE m.job = (SELECT j.id FROM job j
                       WHERE j.application = \(application)::text::uuid AND j.state = 'succeeded'
                         AND EXISTS (SELECT FROM metric n WHERE n.job = j.id)
                       ORDER BY j.ended_at DESC LIMIT 1)
       GROUP BY m.job
      """, as: caller)
  }

  /// The rows `m` of a job's metrics as one document of facts.
  static let metrics: SQL =
    "jsonb_object_agg(m.name, jsonb_build_object('value', m.value::text, 'samples', m.samples))"
}

/// What became of a gate, as a run of the gates keeps it.
struct FiledGate: Hashable, Decodable, Sendable {
  let rule: String
  let remit: String
  let result: String
  let sentenceEn: String
  let sentenceZh: String

  var json: CanonicalJSON {
    .object([
      "rule": .string(rule), "remit": .string(remit), "result": .string(result),
      "sentence_en": .string(sentenceEn), "sentence_zh": .string(sentenceZh),
    ])
  }
}

extension Decision {
  /// The gates that bind.
  var gates: [FiledGate] {
    evaluated.filter { $0.kind == .gate && !$0.isShadow }.map {
      FiledGate(
        rule: $0.id, remit: $0.remit, result: $0.outcome.rawValue, sentenceEn: $0.texts.en,
        sentenceZh: $0.texts.zh)
    }
  }
}
