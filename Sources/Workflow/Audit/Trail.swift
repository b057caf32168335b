public import Foundation
internal import Postgres
internal import Transparency

/// One sealed entry, as a page shows it.
public struct TrailEntry: Sendable, Hashable {
  /// Its place in the log.
  public let leafIndex: Int
  /// When it happened.
  public let at: Date
  /// What it is about, `<compartment>/<id>`.
  public let subject: String
  /// Its place among its subject's entries, from 1.
  public let sequence: Int
  /// What happened, `hk.sandboxpp.<machine>.<event>.v1`.
  public let type: String
  /// The account that acted; nil for the engine itself.
  public let account: String?
  /// The person's name, where the reader may know it.
  public let nameEn: String?
  /// The person's name in Chinese.
  public let nameZh: String?
  /// The entry's own bytes as text: canonical JSON.
  public let entry: String

  /// The machine's event, such as `submit`.
  public var event: String {
    let parts = type.split(separator: ".")
    return parts.count == 5 ? String(parts[3]) : type
  }
}

extension Sandbox {
  /// The most entries of one page.
  public static let trailPage = 200

  /// Sealed entries in leaf order, behind a leaf; the next page begins behind the last one's.
  ///
  /// Row-level security decides what the caller sees: an auditor everything, others their own.
  ///
  /// - Parameters:
  ///   - filter: which entries.
  ///   - leaf: the leaf behind which the page begins; nil for the first page.
  ///   - limit: how many at most; never more than ``trailPage``.
  ///   - caller: who asks.
  /// - Returns: fewer than the limit when there are no more.
  /// - Throws: `Refusal`.
  public func trail(
    _ filter: TrailFilter, after leaf: Int? = nil, limit: Int = trailPage, as caller: Caller
  ) async throws(Refusal) -> [TrailEntry] {
    try await trailPage(
      filter, "l.leaf_index > \(leaf ?? -1)", "l.leaf_index", limit, as: caller)
  }

  /// As `trail`, newest first, before a leaf; nil for the newest.
  public func latestTrail(
    _ filter: TrailFilter, before leaf: Int? = nil, limit: Int = trailPage, as caller: Caller
  ) async throws(Refusal) -> [TrailEntry] {
    try await trailPage(
      filter, "l.leaf_index < \(leaf ?? Int.max)", "l.leaf_index DESC", limit, as: caller)
  }

  private func trailPage(
    _ filter: TrailFilter, _ position: SQL, _ order: SQL, _ limit: Int, as caller: Caller
  ) async throws(Refusal) -> [TrailEntry] {
    let found = try await rows(
      """
      SELECT l.leaf_index, e.at, s.name, e.seq, e.type, e.account::text, p.name_en, p.name_zh, e.entry
        FROM sealed_leaf l JOIN audit_event e ON e.id = l.event JOIN subject s ON s.id = e.subject
        LEFT JOIN account a ON a.id = e.account LEFT JOIN person p ON p.id = a.person
       WHERE \(position) AND \(try filter.condition)
       ORDER BY \(order) LIMIT \(min(max(limit, 1), Sandbox.trailPage))
      """, as: caller)
    do {
      return try found.map { row in
        let fields = try row.decode(
          (
            Int.self, Date.self, String.self, Int.self, String.self, String?.self, String?.self,
            String?.self, [UInt8].self
          ))
        return TrailEntry(
          leafIndex: fields.0, at: fields.1, subject: fields.2, sequence: fields.3,
          type: fields.4, account: fields.5, nameEn: fields.6, nameZh: fields.7,
          entry: String(decoding: fields.8, as: UTF8.self))
      }
    } catch {
      throw Refusal(any: error)
    }
  }

  /// The leaf of a subject's last sealed entry below a size, which chains all earlier ones.
  ///
  /// - Throws: `Refusal` of kind `notFound` when there is none that the caller may read.
  public func lastLeaf(of subject: String, below size: Int, as caller: Caller) async throws(Refusal)
    -> Int
  {
    let found = try await rows(
      """
      SELECT l.leaf_index FROM subject s JOIN audit_event e ON e.subject = s.id
        JOIN sealed_leaf l ON l.event = e.id
       WHERE s.name = \(subject) AND l.leaf_index < \(size) ORDER BY e.seq DESC LIMIT 1
      """, as: caller)
    do {
      guard let row = found.first else {
        throw Refusal(.notFound, "The log has no entry of this subject that you may read.")
      }
      return try row[0, as: Int.self]
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Writes down under the caller's session that something is about to be shown or handed out.
  ///
  /// - Parameters:
  ///   - event: `viewed` or `exported`.
  ///   - detail: what, and for an export its reason.
  ///   - caller: who is shown it.
  /// - Throws: `Refusal`; then it is not to be shown.
  func recordAccess(
    _ event: String, _ detail: [String: CanonicalJSON], as caller: Caller
  ) async throws(Refusal) {
    let session = try await resume(secret: caller.secret).person.session
    _ = try await fire(Act("access/\(session)", event, detail: detail), as: caller)
  }
}
