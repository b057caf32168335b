internal import Crypto
internal import Foundation
public import Policies
internal import Postgres

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
    let record = try await caseRecord(reference, as: caller)
    if let pinned = record.policies { return try await policies(pinned, as: caller) }
    guard let today = CivilDate(record.today) else {
      throw Refusal(.fault, "The database's day cannot be read.")
    }
    return try await policiesInForce(on: today, as: caller)
  }

  /// The policies in force today in Hong Kong, by the database's clock.
  public func policiesToday(as caller: Caller) async throws(Refusal) -> (CivilDate, PolicySet) {
    let text = try await read(
      String.self, "SELECT to_jsonb(day_in_hong_kong(now()))", as: caller)
    guard let today = CivilDate(text) else {
      throw Refusal(.fault, "The database's day cannot be read.")
    }
    return (today, try await policiesInForce(on: today, as: caller))
  }

  /// The set of policies with a digest.
  func policies(_ digest: String, as caller: Caller) async throws(Refusal) -> PolicySet {
    if let set = await shelf.set(digest) { return set }
    let texts = try await read(
      [PolicyText].self, "SELECT sources FROM policy_set WHERE digest = decode(\(digest), 'hex')",
      as: caller)
    let set = try Sandbox.compile(texts)
    await shelf.keep(set, as: digest)
    return set
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
