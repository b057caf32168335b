internal import Postgres

/// One subject of a case, for the page of an act on it.
public struct SubjectView: Sendable, Codable {
  /// `<machine>/<id>`.
  public let subject: String
  /// The version that an act expects; nil where the reader may act and not read.
  public let version: Int?
  /// The state, where it may be read.
  public let state: String?
  /// Its remit, if it belongs to one.
  public let remit: String?
  /// What the reader may do with it, and what stands against it.
  public let acts: [PossibleAct]

  /// A subject from its parts.
  public init(
    subject: String, version: Int?, state: String?, remit: String?, acts: [PossibleAct]
  ) {
    self.subject = subject
    self.version = version
    self.state = state
    self.remit = remit
    self.acts = acts
  }

  /// The table that it obeys.
  public var machine: String { String(subject.prefix { $0 != "/" }) }
}

/// Somebody of a desk who can be named in an act.
public struct DeskMember: Sendable, Codable {
  /// The account.
  public let account: String
  /// The name.
  public let nameEn: String
  /// The name in Chinese.
  public let nameZh: String
  /// What was declared on the case; nil for nothing yet.
  public let conflict: Bool?
  /// The role that is held, where several are asked for.
  public let role: String?
  /// The remit in which it is held.
  public let remit: String?
}

extension Sandbox {
  /// A subject of a case, with what the caller may do with it.
  ///
  /// - Throws: `Refusal` of kind `notFound` when it is not of that case or may not be seen.
  public func subject(
    _ name: String, of reference: String, as caller: Caller
  ) async throws(Refusal) -> SubjectView {
    try await read(
      SubjectView.self,
      """
      SELECT \(Sandbox.subjectView) FROM subject s JOIN application a ON a.id = coalesce(s.root, s.id)
       WHERE s.name = \(name) AND a.reference = \(reference)
      """, as: caller)
  }

  /// Those who hold a role of a remit, or stand in for it on the case, by name, with what they
  /// declared on it.
  public func members(
    of remit: String, role: String, on reference: String, as caller: Caller
  ) async throws(Refusal) -> [DeskMember] {
    try await read(
      [DeskMember].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('account', u.id, 'name_en', p.name_en,
               'name_zh', p.name_zh, 'conflict', (SELECT d.conflict FROM declaration d
                  JOIN application a ON a.id = d.application
                 WHERE a.reference = \(reference) AND d.person = p.id)) ORDER BY p.name_en), '[]')
        FROM (SELECT h.account FROM role_held h WHERE h.role = \(role) AND h.of = \(remit)
              UNION SELECT l.account FROM alternate l JOIN application a ON a.id = l.application
               WHERE a.reference = \(reference) AND l.role = \(role) AND l.remit = \(remit)) h
        JOIN account u ON u.id = h.account JOIN person p ON p.id = u.person
      """, as: caller)
  }

  /// Those whom an authority can appoint as alternates on a case: who holds one of some roles in a
  /// remit of the authority that is not on the case.
  ///
  /// - Parameters:
  ///   - compartment: the authority's compartment of the case.
  ///   - roles: the roles that can be stood in for.
  ///   - caller: an officer of the authority.
  /// - Returns: the people by name, each with the role and its remit.
  /// - Throws: `Refusal`.
  public func alternates(
    for compartment: String, roles: [String], as caller: Caller
  ) async throws(Refusal) -> [DeskMember] {
    try await read(
      [DeskMember].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('account', u.id, 'name_en', p.name_en,
               'name_zh', p.name_zh, 'role', h.role, 'remit', h.of,
               'conflict', (SELECT d.conflict FROM declaration d WHERE d.application = s.root AND d.person = p.id))
               ORDER BY p.name_en, h.role), '[]')
        FROM subject s JOIN remit o ON o.code = s.remit JOIN remit r ON r.authority = o.authority
        JOIN role_held h ON h.of = r.code AND h.role = ANY (\(roles))
        JOIN account u ON u.id = h.account JOIN person p ON p.id = u.person
       WHERE s.name = \(compartment) AND NOT EXISTS (
         SELECT FROM application_remit m WHERE m.application = s.root AND m.remit = r.code AND m.required)
      """, as: caller)
  }
}
