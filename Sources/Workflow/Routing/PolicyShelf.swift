internal import Crypto
internal import Foundation
public import Policies
internal import Postgres
internal import Transparency

/// The compiled policies, by digest: a case in flight is judged by the set it is pinned to.
///
/// Sets are immutable, so what was compiled once is kept; at most `capacity` of them.
actor PolicyShelf {
  /// Sets kept compiled: the one in force, and those that cases in flight are pinned to.
  private static let capacity = 16

  private var sets: [String: PolicySet] = [:]

  func set(_ digest: String) -> PolicySet? { sets[digest] }

  func keep(_ set: PolicySet, as digest: String) {
    if sets.count >= PolicyShelf.capacity { sets.removeAll() }
    sets[digest] = set
  }
}

/// One text of a set of policies, as the database keeps it.
struct PolicyText: Codable, Sendable {
  let name: String
  let text: String
  /// Of a policy: the day on which it was activated.
  var adopted: String?
  /// Of a newer version for cases in flight: its rules count that reach all received before this day.
  var before: String?

  var file: SourceFile {
    SourceFile(
      name: name, text: text, adoptedOn: adopted.flatMap { CivilDate($0) },
      reachingBefore: before.flatMap { CivilDate($0) })
  }
}

extension Sandbox {
  /// The policies in force on a day in Hong Kong.
  ///
  /// - Throws: `Refusal` of kind `unmet` when none are.
  public func policiesInForce(
    on day: CivilDate, as caller: Caller
  ) async throws(Refusal) -> PolicySet {
    let digest = try await find(
      String.self,
      "SELECT to_jsonb(encode(policies_in_force(\(day.description)::date), 'hex'))", as: caller)
    guard let digest else {
      throw Refusal(
        .unmet, "No policies are in force on \(day).",
        advice: "Publish them, and have another person activate them.")
    }
    return try await policies(digest, as: caller)
  }

  /// The policies that a case is judged by: those that it was submitted under, else today's.
  public func policies(
    of reference: String, as caller: Caller
  ) async throws(Refusal) -> PolicySet {
    try await policies(for: try await caseRecord(reference, as: caller), as: caller).set
  }

  /// The policies by which a desk's view was judged and the day that they saw; where nothing was
  /// judged yet, those that would be and today.
  public func policies(
    judging view: DeskView, of reference: String, as caller: Caller
  ) async throws(Refusal) -> (PolicySet, CivilDate) {
    guard let digest = view.policies, let day = view.asOf.flatMap(CivilDate.init) else {
      return (
        try await policies(of: reference, as: caller), try await today(as: caller)
      )
    }
    return (try await policies(digest, as: caller), day)
  }

  /// The policies that a case is judged by, and how the database is to keep them where it does not
  /// have this set yet.
  ///
  /// A case that was submitted stays on the versions it was submitted under, but for what those in
  /// force that say `applies_to received before` a day after it came say of it.
  func policies(
    for record: CaseRecord, as caller: Caller
  ) async throws(Refusal) -> (set: PolicySet, kept: CanonicalJSON?) {
    guard let today = CivilDate(record.today) else {
      throw Refusal(.fault, "The database's day cannot be read.")
    }
    guard let pinned = record.policies else {
      return (try await policiesInForce(on: today, as: caller), nil)
    }
    let set = try await policies(pinned, as: caller)
    guard let received = record.received.flatMap(CivilDate.init) else { return (set, nil) }
    let current = try await policiesInForce(on: today, as: caller)
    let sources = set.sources(forCaseReceivedOn: received, inForce: current)
    let digest = PolicySet.digest(of: sources).hex
    if digest == pinned { return (set, nil) }
    if try await isKept(digest, as: caller) {
      return (try await policies(digest, as: caller), nil)
    }
    let mixed = try Sandbox.compile(sources)
    return (mixed, try await kept(mixed, as: caller))
  }

  /// Whether the database has the set with a digest.
  private func isKept(_ digest: String, as caller: Caller) async throws(Refusal) -> Bool {
    try await read(
      Bool.self,
      "SELECT to_jsonb(EXISTS (SELECT FROM policy_set WHERE digest = decode(\(digest), 'hex')))",
      as: caller)
  }

  /// The policies in force today in Hong Kong, by the database's clock.
  public func policiesToday(as caller: Caller) async throws(Refusal) -> (CivilDate, PolicySet) {
    let today = try await today(as: caller)
    return (today, try await policiesInForce(on: today, as: caller))
  }

  /// Today in Hong Kong, by the database's clock.
  func today(as caller: Caller) async throws(Refusal) -> CivilDate {
    let text = try await read(
      String.self, "SELECT to_jsonb(day_in_hong_kong(now()))", as: caller)
    guard let today = CivilDate(text) else {
      throw Refusal(.fault, "The database's day cannot be read.")
    }
    return today
  }

  /// The set of policies with a digest.
  func policies(_ digest: String, as caller: Caller) async throws(Refusal) -> PolicySet {
    if let set = await shelf.set(digest) { return set }
    let texts = try await read(
      [PolicyText].self, "SELECT sources FROM policy_set WHERE digest = decode(\(digest), 'hex')",
      as: caller)
    let set = try Sandbox.compile(texts.map(\.file))
    await shelf.keep(set, as: digest)
    return set
  }

  /// Compiles texts that are to stand together.
  ///
  /// - Throws: `Refusal` of kind `malformed` with the first finding.
  static func compile(_ sources: [SourceFile]) throws(Refusal) -> PolicySet {
    let compilation = PolicySet.compile(sources.sorted(by: SourceFile.inCanonicalOrder))
    guard let set = compilation.set, !compilation.hasErrors else {
      let first = compilation.findings.first { $0.weight == .error }?.text ?? ""
      throw Refusal(.malformed, "The policies do not compile. \(first)")
    }
    return set
  }
}

extension PolicySet {
  /// The texts by which a case is judged that came under this set.
  ///
  /// - Parameters:
  ///   - received: The day the case was received.
  ///   - current: The set in force.
  /// - Returns: the versions that the case came under, and beside them those in force that say
  ///   something of such a case.
  func sources(forCaseReceivedOn received: CivilDate, inForce current: PolicySet) -> [SourceFile] {
    let own = sources.filter { $0.reachingBefore == nil }
    let newer = current.policies.compactMap { policy -> SourceFile? in
      guard let day = policy.reach(toCaseReceivedOn: received),
        let source = current.sources.first(where: { $0.name == policy.file }),
        !own.contains(where: { ($0.name, $0.text) == (source.name, source.text) })
      else { return nil }
      return SourceFile(
        name: source.name, text: source.text, adoptedOn: source.adoptedOn, reachingBefore: day)
    }
    return own + newer
  }
}
