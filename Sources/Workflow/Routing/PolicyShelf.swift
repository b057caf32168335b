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

  /// The policies that a case is judged by, with their texts where nothing has kept the set yet.
  ///
  /// A case that was submitted stays on the versions it was submitted under, but for those in force
  /// that say `applies_to received before` a day after it came.
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
    guard let received = record.received.flatMap(CivilDate.init),
      let current = try? await policiesInForce(on: today, as: caller),
      current.digest != set.digest
    else { return (set, nil) }
    let reaching = current.policies.filter { policy in
      policy.reaches(caseReceivedOn: received)
        && !set.policies.contains { $0.name == policy.name && $0.version == policy.version }
    }
    guard !reaching.isEmpty else { return (set, nil) }
    return try await mixed(set, current, reaching, as: caller)
  }

  /// The set a case is pinned to, with the newer versions that reach it.
  private func mixed(
    _ pinned: PolicySet, _ current: PolicySet, _ reaching: [PolicyHeader], as caller: Caller
  ) async throws(Refusal) -> (set: PolicySet, kept: CanonicalJSON?) {
    let replaced = Set(
      pinned.policies.filter { policy in reaching.contains { $0.name == policy.name } }.map(\.file))
    let files = Set(reaching.map(\.file))
    let texts =
      try await self.texts(pinned.digest.hex, as: caller).filter { !replaced.contains($0.name) }
      + (try await self.texts(current.digest.hex, as: caller).filter { files.contains($0.name) })
    let set = try Sandbox.compile(texts)
    return (set, try await kept(set, texts, as: caller))
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
    let set = try Sandbox.compile(try await texts(digest, as: caller))
    await shelf.keep(set, as: digest)
    return set
  }

  /// The texts of the set with a digest.
  private func texts(_ digest: String, as caller: Caller) async throws(Refusal) -> [PolicyText] {
    try await read(
      [PolicyText].self, "SELECT sources FROM policy_set WHERE digest = decode(\(digest), 'hex')",
      as: caller)
  }

  /// Compiles texts that are to stand together.
  ///
  /// - Throws: `Refusal` of kind `malformed` with the first finding.
  static func compile(_ texts: [PolicyText]) throws(Refusal) -> PolicySet {
    let compilation = PolicySet.compile(texts.map { SourceFile(name: $0.name, text: $0.text) })
    guard let set = compilation.set, !compilation.hasErrors else {
      let first = compilation.findings.first { $0.weight == .error }?.text ?? ""
      throw Refusal(.malformed, "The policies do not compile. \(first)")
    }
    return set
  }
}
