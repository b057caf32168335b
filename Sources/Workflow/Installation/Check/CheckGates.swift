internal import Foundation
internal import Policies
internal import Postgres

extension Reading {
  /// Each run of the gates on file, made again: by the texts of its policies, on what was measured.
  func gates() async throws -> CheckReport.Part {
    var part = CheckReport.Part("gates")
    var shelf = CheckedPolicies()
    var after = "00000000-0000-0000-0000-000000000000"
    while true {
      let rows = try await connection.query(
        """
        SELECT r.act::text, a.reference || ' gates, act ' || r.act, r.as_of::text, encode(r.policies, 'hex'),
               (v.document::jsonb || r.beside)::text,
               coalesce((SELECT \(Sandbox.metrics) FROM metric m WHERE m.job = r.job), '{}')::text,
               coalesce((SELECT jsonb_agg(to_jsonb(g)) FROM gate_result g WHERE g.act = r.act), '[]')::text
          FROM gate_run r JOIN application a ON a.id = r.application
          JOIN application_version v ON (v.application, v.version) = (r.application, r.version)
         WHERE r.act > \(after)::uuid ORDER BY r.act LIMIT \(Reading.page)
        """)
      for row in rows {
        let (act, place, day, policies, facts, metrics, results) = try row.decode(
          (
            String.self, String.self, String.self, String.self, String.self, String.self,
            String.self
          ))
        after = act
        guard let set = try await shelf.set(policies, on: connection) else {
          part.found(place, "its policies do not compile to the digest that it names")
          continue
        }
        guard let made = FiledGate.judged(facts, metrics, on: day, by: set) else {
          part.found(place, "its facts cannot be read by the vocabulary of its policies")
          continue
        }
        let filed = try FiledGate.list(results)
        for gate in Set(made + filed).subtracting(Set(made).intersection(filed)) {
          part.found(place, "what it says of \(gate.rule) is not what the policies say")
        }
      }
      part.looked += rows.count
      progress("gates: \(part.looked) runs")
      if rows.count < Reading.page { return part }
    }
  }
}

extension FiledGate {
  /// What the gates say of facts and metrics; nil where the facts cannot be read.
  fileprivate static func judged(
    _ facts: String, _ metrics: String, on day: String, by set: PolicySet
  ) -> [FiledGate]? {
    guard let day = CivilDate(day), let vocabulary = set.vocabulary(.application),
      let judged = try? FrozenFacts(json: facts, vocabulary)
    else { return nil }
    var stated: [VocabularyKind: Facts] = [.application: judged.facts]
    stated[.metrics] = set.vocabulary(.metrics).map { Facts.read(json: metrics, $0).facts }
    return set.decide(Situation(stage: .exit, asOf: day, facts: stated)).gates
  }

  /// The gates of rows as one document.
  fileprivate static func list(_ rows: String) throws -> [FiledGate] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([FiledGate].self, from: Data(rows.utf8))
  }
}
