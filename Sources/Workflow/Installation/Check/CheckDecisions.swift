internal import Crypto
internal import Foundation
internal import Policies
internal import Postgres
internal import Transparency

extension Reading {
  /// Runs of the rules at once: each has a row for every rule.
  private static let runs = 20

  /// Each run of the rules on file, made again: by the texts of its policies, on its facts, as of its day.
  func decisions() async throws -> CheckReport.Part {
    var part = CheckReport.Part("decisions")
    var shelf = CheckedPolicies()
    var after = "00000000-0000-0000-0000-000000000000"
    while true {
      let rows = try await connection.query(
        """
        SELECT e.id::text, a.reference, e.stage, e.as_of::text, encode(e.policies, 'hex'),
               encode(e.vocabulary, 'hex'), (d.stated::jsonb || e.beside)::text, d.stated, w.kind, p.document,
               e.about::text, e.quotas::text, e.clocks::text
          FROM evaluation e JOIN application a ON a.id = e.application
          LEFT JOIN variation w ON w.id = e.variation
          LEFT JOIN application_version v ON (v.application, v.version) = (e.application, e.version)
          LEFT JOIN application_version p
            ON (p.application, p.version) = (e.application, e.version - (w.facts IS NOT NULL)::integer),
          LATERAL (SELECT coalesce(w.content->>'document', v.document) AS stated) d
         WHERE e.id > \(after)::uuid ORDER BY e.id LIMIT \(Reading.runs)
        """)
      let runs = try rows.map(FiledRun.init)
      let filed = try await outcomes(of: runs.map(\.id))
      for run in runs {
        after = run.id
        let set = try await shelf.set(run.policies, on: connection)
        run.check(filed[run.id] ?? [], by: set, &part)
      }
      part.looked += rows.count
      progress("decisions: \(part.looked) runs")
      if rows.count < Reading.runs { return part }
    }
  }

  /// The rows of some runs, each run's in the order of the rules' ids.
  private func outcomes(of runs: [String]) async throws -> [String: [FiledOutcome]] {
    let rows = try await connection.query(
      """
      SELECT evaluation::text, rule, remit, kind, severity, result, missing, sentence_en, sentence_zh, source, mark
        FROM outcome WHERE evaluation = ANY (\(runs)::uuid[]) ORDER BY evaluation, rule COLLATE "C"
      """)
    var found: [String: [FiledOutcome]] = [:]
    for row in rows {
      let (run, rule, remit, kind, severity, result, missing, en, zh, source, mark) =
        try row.decode(
          (
            String.self, String.self, String.self, String.self, String.self, String.self,
            [String].self, String.self, String.self, String.self, String.self
          ))
      found[run, default: []].append(
        FiledOutcome(
          rule: rule, remit: remit, kind: kind, severity: severity, result: result,
          missing: missing, sentenceEn: en, sentenceZh: zh, source: source, mark: mark))
    }
    return found
  }
}

/// The sets of policies that runs name, compiled; a few at a time.
struct CheckedPolicies {
  /// Most runs are by the sets put last.
  private static let capacity = 4

  private var sets: [String: PolicySet] = [:]

  /// The set with a digest, if its texts compile and come to that digest.
  mutating func set(_ digest: String, on connection: Connection) async throws -> PolicySet? {
    if let set = sets[digest] { return set }
    let rows = try await connection.query(
      "SELECT sources FROM policy_set WHERE digest = decode(\(digest), 'hex')")
    guard let sources = try rows.first?.decode(JSON.self) else { return nil }
    let texts = try JSONDecoder().decode([PolicyText].self, from: Data(sources.text.utf8))
    guard let set = try? Sandbox.compile(texts.map(\.file)), set.digest.hex == digest else {
      return nil
    }
    if sets.count >= CheckedPolicies.capacity { sets.removeAll() }
    sets[digest] = set
    return set
  }
}

/// One run of the rules as it is stored.
private struct FiledRun {
  let id: String
  let reference: String
  let stage: String
  let asOf: String
  let policies: String
  let vocabulary: String
  /// What was judged.
  let facts: String
  /// The same as the firm states it.
  let stated: String
  /// What asked for it, in a trial.
  let variation: VariationAsked?
  /// What was read beside the application.
  let occasion: Occasion
  /// The quotas that it filed.
  let quotas: CanonicalJSON
  /// The clocks' lengths that it filed.
  let clocks: CanonicalJSON

  init(_ row: Row) throws {
    let kind: String?
    let approved: String?
    let about: String
    let bounds: String
    let lengths: String
    (
      id, reference, stage, asOf, policies, vocabulary, facts, stated, kind, approved, about,
      bounds, lengths
    ) =
      try row.decode(
        (
          String.self, String.self, String.self, String.self, String.self, String.self,
          String.self, String.self, String?.self, String?.self, String.self, String.self,
          String.self
        ))
    occasion = try Occasion(about: about)
    quotas = try StoredJSON(bounds).value
    clocks = try StoredJSON(lengths).value
    variation = kind.flatMap { kind in
      approved.map { VariationAsked(kind: kind, approved: $0) }
    }
  }

  private var place: String { "\(reference) at \(stage), run \(id)" }

  /// What was known then.
  private func situation(
    at stage: Stage, on day: CivilDate, _ vocabulary: Vocabulary, by set: PolicySet
  ) throws(Refusal) -> Situation {
    let judged = try FrozenFacts(json: facts, vocabulary)
    var situation = Situation(stage: stage, asOf: day, facts: [.application: judged.facts])
    occasion.complete(&situation, by: set)
    try variation?.complete(
      &situation, stated: try FrozenFacts(json: stated, vocabulary), by: set)
    return situation
  }

  /// Decides again, and compares rule by rule.
  func check(_ filed: [FiledOutcome], by set: PolicySet?, _ part: inout CheckReport.Part) {
    guard let set else {
      part.found(place, "its policies do not compile to the digest that it names")
      return
    }
    guard let stage = Stage(rawValue: stage), let day = CivilDate(asOf),
      let vocabulary = set.vocabulary(.application), vocabulary.digest.hex == self.vocabulary,
      let situation = try? situation(at: stage, on: day, vocabulary, by: set)
    else {
      part.found(place, "its facts cannot be read by the vocabulary of its policies")
      return
    }
    let decision = set.decide(situation)
    if decision.filedQuotas != quotas {
      part.found(place, "its quotas are not what the policies say")
    }
    if decision.filedClocks != clocks {
      part.found(place, "its clocks are not what the policies say")
    }
    let made = Dictionary(
      decision.evaluated.map { ($0.id, FiledOutcome($0)) }, uniquingKeysWith: { $1 })
    let there = Dictionary(filed.map { ($0.rule, $0) }, uniquingKeysWith: { $1 })
    let wrong = Set(made.keys).union(there.keys).filter { made[$0] != there[$0] }.sorted()
    for rule in wrong {
      let (now, then) = (made[rule]?.result ?? "nothing", there[rule]?.result ?? "nothing")
      part.found(
        "\(place), rule \(rule)",
        now == then
          ? "its row is not what the policies say" : "it says \(then), the policies come to \(now)")
    }
  }
}
