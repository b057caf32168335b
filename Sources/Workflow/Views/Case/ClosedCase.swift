internal import Postgres

/// What a person of a regulator sees of a case before it is open to them: whose it is, and what can
/// be done without having read it.
public struct ClosedCase: Sendable, Codable {
  /// The reference.
  public let reference: String
  /// `application/<id>`.
  public let subject: String
  /// What the reader declared: nil for nothing yet, true for a conflict.
  public let conflict: Bool?
  /// Whose case it is.
  public let parties: [PartyView]
  /// The compartment of the reader's authority, where a declaration is made; nil for who belongs to
  /// none.
  public let compartment: SubjectView?
  /// The reader's reviews that can be handed back.
  public let reviews: [SubjectView]
}

/// A party of a case.
public struct PartyView: Sendable, Codable {
  /// `applicant`, `co_applicant`, `provider` or `assurance`.
  public let part: String
  /// Its name.
  public let nameEn: String
  /// Its name in Chinese.
  public let nameZh: String
}

extension Sandbox {
  /// Whose case it is, for who may know of it, declared or not.
  ///
  /// - Throws: `Refusal` of kind `notFound` when no desk of the caller's has the case.
  public func closedCase(
    _ reference: String, as caller: Caller
  ) async throws(Refusal) -> ClosedCase {
    try await read(ClosedCase.self, Sandbox.closedCase(reference), as: caller)
  }

  private static func closedCase(_ reference: String) -> SQL {
    """
    SELECT jsonb_build_object('reference', a.reference, 'subject', a.subject, 'conflict', a.conflict,
      'parties', (SELECT coalesce(jsonb_agg(jsonb_build_object('part', p.part, 'name_en', f.name_en,
          'name_zh', f.name_zh) ORDER BY p.part, f.name_en), '[]')
        FROM party p JOIN firm f ON f.id = p.firm WHERE p.application = a.id),
      'compartment', \(Sandbox.compartment),
      'reviews', (SELECT coalesce(jsonb_agg(v.review), '[]') FROM (
        SELECT \(Sandbox.subjectView) AS review FROM subject s
         WHERE s.root = a.id AND s.machine = 'review') v
         WHERE v.review->'acts' @> '[{"event": "recuse"}]'))
      FROM case_sheet(\(reference)) a
    """
  }

  /// Where the caller's authority keeps what the firm may not know of the case `a`.
  static let compartment: SQL = """
    (SELECT \(subjectView) FROM subject s WHERE s.root = a.id AND s.machine = 'supervision'
      ORDER BY s.name LIMIT 1)
    """

  /// The subject `s` with what the caller may do with it.
  static let subjectView: SQL = """
    jsonb_build_object('subject', s.name, 'version', s.seq, 'state', s.state, 'remit', s.remit,
      'acts', (SELECT coalesce(jsonb_agg(w), '[]') FROM possible_acts(s.name) w))
    """

  /// As `read`, of one case.
  ///
  /// - Throws: `Refusal` of kind `forbidden` where the caller may know of the case and has not
  ///   declared to be free of conflict in it.
  func readCase<Value: Decodable & Sendable>(
    _ type: Value.Type, _ reference: String, _ statement: SQL, as caller: Caller
  ) async throws(Refusal) -> Value {
    if let value = try await find(type, statement, as: caller) { return value }
    if caller.audience == .officer {
      let closed = try await closedCase(reference, as: caller)
      if closed.conflict != false { throw closed.refusal }
    }
    throw Refusal.nothingHere
  }
}

extension ClosedCase {
  /// Why nothing more is shown, as the database says it of an act.
  fileprivate var refusal: Refusal {
    conflict == nil
      ? Refusal(
        .forbidden, "Declare first whether you have a conflict of interest in this case.",
        advice: "Record conflict_declared with conflict true or false.", unmetGuard: "declared")
      : Refusal(
        .forbidden, "You declared a conflict of interest in this case and cannot act on it.",
        advice: "Recuse yourself; your supervisor can reassign the review.", unmetGuard: "declared")
  }
}
