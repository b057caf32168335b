internal import Postgres

/// One thing that waits for its reader.
public struct InboxItem: Sendable, Codable {
  /// The application; of an act on a policy, cohort or remit, that subject's name.
  public let reference: String
  /// `proposal/<id>` of an act of several persons that is on no application.
  public let proposal: String?
  /// Its title; empty until its reader has declared.
  public let titleEn: String
  /// Its title in Chinese.
  public let titleZh: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// What kind of thing waits: `completeness`, `assign`, `review`, `countersign`, `carried`, `confirm`,
  /// `consolidation`, `onboarding`, `exit`, `evidence`, `relief`, `variation`, `incident`,
  /// `confirm_policy`, `confirm_cohort`, `confirm_remit`, and `overdue` for a clock of the remit that
  /// ran out.
  public let need: String
  /// The remit in which it waits.
  public let remit: String?
  /// The state of what waits; of a clock its name.
  public let state: String
  /// When it is due.
  public let dueAt: String?
  /// Whether it is the reader's to do, by assignment or by role.
  public let mine: Bool
  /// What the reader declared on the case, nil for nothing yet: until then only the parties show.
  public let conflict: Bool?
}

extension [InboxItem] {
  /// The cases in it, each once; what waits on policies and cohorts is no case.
  public var cases: [String] {
    var known: Set<String> = []
    return filter { $0.proposal == nil && known.insert($0.reference).inserted }.map(\.reference)
  }
}

extension Sandbox {
  /// Whose items an inbox shows.
  public enum Whose: String, Sendable {
    /// What waits for the reader, by assignment or by role.
    case mine
    /// All that waits for the reader's desks.
    case desk
  }

  /// How many items one inbox shows at most; the soonest come first.
  public static let inboxLength = 200

  /// What needs a person of a remit now, by due date; what stands still comes last.
  public func inbox(
    of whose: Whose = .mine, as caller: Caller
  ) async throws(Refusal) -> [InboxItem] {
    try await read(
      [InboxItem].self,
      """
      SELECT coalesce(jsonb_agg(to_jsonb(i)), '[]')
        FROM inbox(\(whose == .desk), \(Sandbox.inboxLength)::integer) i
      """, as: caller)
  }
}
