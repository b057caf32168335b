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
    let vocabularies = try await textsInForce(as: caller).filter {
      $0.name.hasSuffix(".vocabulary")
    }
    let checked = try Sandbox.compile(vocabularies + [PolicyText(name: file, text: source)])
    guard let header = checked.policies.first else {
      throw Refusal(.malformed, "\(file) holds no policy.")
    }
    var act = act
    act.payload.merge([
      "name": .string(header.name), "version": .string(header.version),
      "binds": .string(header.remit), "digest": .string(SHA256.digest(source).hex),
    ]) { $1 }
    return act
  }

  /// What is in force together with a published policy, as its activation writes it.
  func setInForce(
    with subject: String, as caller: Caller
  ) async throws(Refusal) -> [String: CanonicalJSON] {
    let published = try await read(
      PolicyText.self,
      """
      SELECT jsonb_build_object('name', v.file, 'text', v.source)
        FROM policy_version v JOIN subject s ON s.id = v.id WHERE s.name = \(subject)
      """, as: caller)
    var texts = try await textsInForce(as: caller).filter { $0.name != published.name }
    texts.append(published)
    let set = try Sandbox.compile(texts)
    return [
      "set": .string(set.digest.hex),
      "sources": .array(
        texts.sorted { $0.name < $1.name }.map {
          .object(["name": .string($0.name), "text": .string($0.text)])
        }),
      "clocks": .array(try await clocks(of: set, as: caller)),
    ]
  }

  /// The vocabularies, and the policies whose activation has taken effect.
  private func textsInForce(as caller: Caller) async throws(Refusal) -> [PolicyText] {
    try await read(
      [PolicyText].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'text', t.text)), '[]') FROM (
        (SELECT DISTINCT ON (v.name) v.name || '.vocabulary' AS name, v.source AS text
           FROM vocabulary v ORDER BY v.name, v.version DESC)
        UNION ALL
        (SELECT DISTINCT ON (p.name) p.file, p.source FROM policy_version p
          WHERE p.effective <= day_in_hong_kong(now()) ORDER BY p.name, p.effective DESC, p.version DESC)) t
      """, as: caller)
  }

  /// The clocks' own lengths today.
  private func clocks(
    of set: PolicySet, as caller: Caller
  ) async throws(Refusal) -> [CanonicalJSON] {
    let today = try await read(
      String.self, "SELECT to_jsonb(day_in_hong_kong(now()))", as: caller)
    guard let day = CivilDate(today) else { return [] }
    return set.clockLengths(on: day).map { clock in
      .object([
        "name": .string(clock.name), "remit": .string(clock.remit),
        "length": .integer(Int(clock.length.count)), "unit": .string(clock.length.unit.rawValue),
      ])
    }
  }
}
