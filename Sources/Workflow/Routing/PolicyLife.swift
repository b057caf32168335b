internal import Crypto
internal import Policies
internal import Postgres
internal import Transparency

extension Sandbox {
  /// Publishes a version of a policy: checked with what is in force, immutable from then on.
  ///
  /// - Parameters:
  ///   - source: the policy's text; its first statement names policy, version and remit.
  ///   - file: the file's name, which findings name.
  ///   - caller: a policy author of the remit.
  /// - Returns: where `policy/<name>/<version>` stands.
  /// - Throws: `Refusal` of kind `malformed` with the first finding of the checker.
  public func publishPolicy(
    _ source: String, file: String, as caller: Caller
  ) async throws(Refusal) -> Standing {
    try await fire(
      Act(
        "policy/new", "publish", payload: ["source": .string(source), "file": .string(file)]),
      as: caller)
  }

  /// The act of publishing with what the checker reads in the text itself: name, version, remit
  /// and digest are never the caller's to say.
  func checkedPolicy(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    guard let source = act.payload["source"]?.text, let file = act.payload["file"]?.text else {
      throw Refusal(
        .malformed, "The policy's text or its file's name is missing.",
        advice: "Send both in the payload, as source and file.")
    }
    let (set, header) = try await tried(SourceFile(name: file, text: source), as: caller)
    for rule in set.rules where rule.policy == header.name {
      guard let adopter = rule.adoption?.by, adopter != header.remit else { continue }
      throw Refusal(
        .malformed,
        "\(rule.id) says that \(adopter) adopts it; \(header.remit) activates the policy.",
        advice: "Name \(header.remit), or leave it out: who activates a policy adopts its rules.")
    }
    var act = act
    act.payload.merge([
      "name": .string(header.name), "version": .string(header.version),
      "binds": .string(header.remit), "digest": .string(SHA256.digest(source).hex),
    ]) { $1 }
    return act
  }

  /// A draft among the policies in force today, in the place of the version that it follows.
  ///
  /// - Throws: `Refusal` of kind `malformed` with the first finding, or when the file holds no policy.
  func tried(
    _ draft: SourceFile, as caller: Caller
  ) async throws(Refusal) -> (set: PolicySet, header: PolicyHeader) {
    var texts = try await textsInForce(as: caller).map(\.file)
    // Alone first, for its name; its findings may be about others that it comes after.
    let vocabularies = texts.filter { $0.name.hasSuffix(".vocabulary") }
    let alone = try? Sandbox.compile(vocabularies + [draft])
    texts.removeAll { $0.name == draft.name }
    if let name = alone?.policies.first?.name {
      let before = try await files(of: name, as: caller)
      texts.removeAll { before.contains($0.name) }
    }
    let set = try Sandbox.compile(texts + [draft])
    guard let header = set.policies.first(where: { $0.file == draft.name }) else {
      throw Refusal(.malformed, "\(draft.name) holds no policy.")
    }
    return (set, header)
  }

  /// The files in which versions of a policy were published.
  private func files(of policy: String, as caller: Caller) async throws(Refusal) -> [String] {
    try await read(
      [String].self,
      """
      SELECT coalesce(jsonb_agg(DISTINCT v.file), '[]') FROM policy_version v WHERE v.name = \(policy)
      """, as: caller)
  }

  /// What an activation brings into force: one set for its day, and one for each later day on which
  /// other activations take effect.
  func setsInForce(
    with subject: String, from day: String, as caller: Caller
  ) async throws(Refusal) -> CanonicalJSON {
    let days = try await read(
      [DaysTexts].self,
      """
      WITH activated AS (
        SELECT v.name, v.file, v.source, v.adopted_on, v.effective AS day, s.head_time AS at
          FROM policy_version v JOIN subject s ON s.id = v.id WHERE v.effective IS NOT NULL
        UNION ALL
        SELECT v.name, v.file, v.source, day_in_hong_kong(clock_timestamp()), \(day)::date, clock_timestamp()
          FROM policy_version v JOIN subject s ON s.id = v.id WHERE s.name = \(subject)),
      texts AS (
        SELECT d.day, t.file AS name, t.source AS text, t.adopted_on AS adopted
          FROM (SELECT DISTINCT day FROM activated) d,
          LATERAL (SELECT DISTINCT ON (a.name) a.file, a.source, a.adopted_on FROM activated a WHERE a.day <= d.day
                    ORDER BY a.name, a.day DESC, a.at DESC) t
        UNION ALL
        SELECT d.day, v.name, v.source, NULL FROM (SELECT DISTINCT day FROM activated) d,
          (SELECT DISTINCT ON (v.name) v.name || '.vocabulary' AS name, v.source
             FROM vocabulary v ORDER BY v.name, v.version DESC) v)
      SELECT jsonb_agg(jsonb_build_object('day', day, 'texts', texts) ORDER BY day) FROM (
        SELECT day, jsonb_agg(jsonb_build_object('name', name, 'text', text, 'adopted', adopted)) AS texts
          FROM texts WHERE day >= \(day)::date GROUP BY day) d
      """, as: caller)
    var sets: [CanonicalJSON] = []
    for day in days {
      let set = try Sandbox.compile(day.texts.map(\.file))
      try await tryBeside(set, as: caller)
      guard case .object(var kept) = try await kept(set, as: caller) else { continue }
      kept["effective"] = .string(day.day)
      sets.append(.object(kept))
    }
    return .array(sets)
  }

  /// Sets beside which newer versions are tried: those put last, of years of activations.
  private static let mostTried = 64

  /// Tries what of a set reaches back beside each set that a case in flight may have come under: what
  /// cannot stand there is refused now, and not when such a case is judged.
  private func tryBeside(_ set: PolicySet, as caller: Caller) async throws(Refusal) {
    let days = Set(set.policies.flatMap(\.reachesBack))
    if days.isEmpty { return }
    let earlier = try await read(
      [String].self,
      """
      SELECT coalesce(jsonb_agg(encode(digest, 'hex')), '[]') FROM (
        SELECT digest FROM policy_calendar GROUP BY digest ORDER BY max(put_at) DESC
         LIMIT \(Sandbox.mostTried)) s
      """, as: caller)
    var tried: Set<Digest> = []
    for digest in earlier {
      let own = try await policies(digest, as: caller)
      for day in days {
        let sources = own.sources(
          forCaseReceivedOn: CivilDate(day: day.day - 1), inForce: set)
        guard tried.insert(PolicySet.digest(of: sources)).inserted else { continue }
        do throws(Refusal) {
          _ = try Sandbox.compile(sources)
        } catch {
          throw Refusal(
            .malformed, "Cases in flight that it reaches could not be judged. \(error.sentence)",
            advice: "Keep the ids of the rules that it changes, or let it reach back less far.")
        }
      }
    }
  }

  private struct DaysTexts: Decodable, Sendable {
    let day: String
    let texts: [PolicyText]
  }

  /// A set as the database keeps it: digest, texts, and the clocks' own lengths today.
  func kept(_ set: PolicySet, as caller: Caller) async throws(Refusal) -> CanonicalJSON {
    let today = try await today(as: caller)
    return .object([
      "digest": .string(set.digest.hex),
      "sources": .array(
        set.sources.map { source in
          var text: [String: CanonicalJSON] = [
            "name": .string(source.name), "text": .string(source.text),
          ]
          text["adopted"] = source.adoptedOn.map { .string($0.description) }
          text["before"] = source.reachingBefore.map { .string($0.description) }
          return .object(text)
        }),
      "clocks": .array(
        set.clockLengths(on: today).map { clock in
          .object([
            "name": .string(clock.name), "remit": .string(clock.remit),
            "length": .integer(Int(clock.length.count)),
            "unit": .string(clock.length.unit.rawValue), "rule": .string(clock.rule),
          ])
        }),
    ])
  }

  /// The vocabularies, and the policies of the set in force today; before any, vocabularies alone.
  private func textsInForce(as caller: Caller) async throws(Refusal) -> [PolicyText] {
    try await read(
      [PolicyText].self,
      """
      SELECT coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM (
        (SELECT DISTINCT ON (v.name) v.name || '.vocabulary' AS name, v.source AS text, NULL AS adopted
           FROM vocabulary v ORDER BY v.name, v.version DESC)
        UNION ALL
        (SELECT s.name, s.text, s.adopted
           FROM policy_set p, jsonb_to_recordset(p.sources) AS s(name text, text text, adopted text)
          WHERE p.digest = policies_in_force(day_in_hong_kong(now())) AND s.name NOT LIKE '%.vocabulary')) t
      """, as: caller)
  }
}
