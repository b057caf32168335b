internal import Postgres

/// A version of an application's content, as it was frozen when it was submitted.
public struct VersionView: Sendable, Codable {
  /// Its number, from 1.
  public let version: Int
  /// When it was frozen.
  public let frozenAt: String
  /// Who submitted it, where the reader may know.
  public let submitter: String?
  /// The same in Chinese.
  public let submitterZh: String?
  /// Attributes that differ from the version before.
  public let changed: [String]
  /// The content, canonical JSON; nil where it was not asked for.
  public let document: String?
}

extension Sandbox {
  /// How many versions are listed, the newest.
  private static let listedVersions = 50

  /// The frozen versions of an application, newest first.
  ///
  /// - Parameters:
  ///   - reference: the application's.
  ///   - contents: the versions whose content is wanted.
  ///   - caller: who asks.
  /// - Returns: at most the newest 50.
  /// - Throws: `Refusal` of kind `notFound` when there is no such application, or it may not be seen.
  public func versions(
    of reference: String, contents: [Int] = [], as caller: Caller
  ) async throws(Refusal) -> [VersionView] {
    try await readCase(
      [VersionView].self, reference,
      """
      SELECT (SELECT coalesce(jsonb_agg(f ORDER BY f.version DESC), '[]') FROM (
          SELECT v.version, v.frozen_at, p.name_en AS submitter, p.name_zh AS submitter_zh, v.changed,
                 CASE WHEN v.version = ANY (\(contents)) THEN v.document END AS document
            FROM application_version v LEFT JOIN person p ON p.id = v.submitted_by
           WHERE v.application = a.id ORDER BY v.version DESC LIMIT \(Sandbox.listedVersions)) f)
        FROM application a WHERE a.reference = \(reference)
      """, as: caller)
  }
}
