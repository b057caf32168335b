internal import Foundation
internal import Policies
internal import Postgres
internal import Transparency

extension Sandbox {
  /// What the gates at exit say of the metrics that the latest validator's job measured.
  ///
  /// A gate without evidence is undetermined, never met and never failed.
  func judgedGates(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    let record = try await caseRecord(act.subject, as: caller)
    guard record.policies != nil, let content = record.document else {
      throw Refusal(.unmet, "There is no content to judge yet.")
    }
    let (policies, _) = try await policies(for: record, as: caller)
    let metrics = try await latestMetrics(of: record.id, as: caller)
    let judgement = try Judgement(
      record, content: content, isDraft: false, by: policies, at: .exit, metrics: metrics)
    var act = act
    act.payload["gates"] = .array(
      judgement.decision.rules.filter { $0.kind == .gate && $0.outcome != .notEvaluated }.map {
        .object([
          "rule": .string($0.id), "remit": .string($0.remit),
          "result": .string($0.outcome.rawValue), "sentence_en": .string($0.texts.en),
          "sentence_zh": .string($0.texts.zh),
        ])
      })
    return act
  }

  /// The metrics of the validator's job that ended last, as the vocabulary of metrics reads them.
  private func latestMetrics(
    of application: String, as caller: Caller
  ) async throws(Refusal) -> String {
    struct Text: Decodable, Sendable { let json: String }
    let found = try await find(
      Text.self,
      """
      SELECT jsonb_build_object('json', jsonb_object_agg(m.name,
        jsonb_build_object('value', m.value::text, 'samples', m.samples))::text)
        FROM metric m
       WHERE m.job = (SELECT j.id FROM job j
                       WHERE j.application = \(application)::text::uuid AND j.state = 'succeeded'
                         AND EXISTS (SELECT FROM metric n WHERE n.job = j.id)
                       ORDER BY j.ended_at DESC LIMIT 1)
      HAVING count(*) > 0
      """, as: caller)
    return found?.json ?? "{}"
  }
}
