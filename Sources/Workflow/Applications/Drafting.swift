internal import Crypto
internal import Foundation
public import Policies
internal import Postgres
internal import Transparency

/// What a firm is writing.
public struct Draft: Sendable, Codable {
  /// The application's reference.
  public let reference: String
  /// `application/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The state of the application.
  public let state: String
  /// How often the draft was saved; the next save names it.
  public let revision: Int
  /// The facts stated so far, JSON text.
  public let facts: String
}

extension Sandbox {
  /// Begins an application of the caller's firm.
  ///
  /// - Parameters:
  ///   - titleEn: the title.
  ///   - titleZh: the title in Chinese.
  ///   - cohort: the cohort's key.
  ///   - key: the key under which it is done once; a fresh one unless given.
  ///   - caller: a preparer of the firm.
  /// - Returns: its draft.
  /// - Throws: `Refusal`; of kind `unmet` when no licence of the firm is verified as active or the
  ///   cohort is not announced or open.
  public func startApplication(
    titleEn: String, titleZh: String, cohort: String, once key: String? = nil, as caller: Caller
  ) async throws(Refusal) -> Draft {
    let standing = try await fire(
      Act(
        "application/new", "start", detail: ["cohort": .string(cohort)],
        payload: ["title_en": .string(titleEn), "title_zh": .string(titleZh)]),
      once: key ?? Hexadecimal.encode(Random.bytes(16)), as: caller)
    return try await draft(standing.subject, as: caller)
  }

  /// The draft of an application, by its reference or subject.
  public func draft(_ name: String, as caller: Caller) async throws(Refusal) -> Draft {
    try await read(
      Draft.self,
      """
      SELECT jsonb_build_object('reference', a.reference, 'subject', s.name, 'version', s.seq,
        'state', s.state, 'revision', d.revision, 'facts', d.facts::text)
      FROM application a JOIN subject s ON s.id = a.id JOIN draft d ON d.application = a.id
      WHERE a.reference = \(name) OR s.name = \(name)
      """, as: caller)
  }

  /// Replaces the facts of a draft; whoever changes them cannot submit this version.
  ///
  /// - Parameters:
  ///   - facts: a JSON object by the vocabulary's names; it may be incomplete.
  ///   - name: the application's reference or subject.
  ///   - revision: the revision that the caller saw; nil replaces whatever is there.
  ///   - caller: somebody of the firm.
  /// - Throws: `Refusal` of kind `conflict` when others saved meanwhile, `malformed` for no JSON.
  public func saveDraft(
    _ facts: String, of name: String, revision: Int? = nil, as caller: Caller
  ) async throws(Refusal) {
    let saved = try await rows(
      """
      UPDATE draft d SET facts = \(JSON(facts)) FROM application a, subject s
       WHERE a.id = d.application AND s.id = a.id AND (a.reference = \(name) OR s.name = \(name))
         AND (\(revision)::integer IS NULL OR d.revision = \(revision))
      """, as: caller)
    guard saved.affected == 1 else {
      throw Refusal(
        .conflict, "The draft was saved by somebody else meanwhile, or is not yours.",
        advice: "Look at what changed and save again.")
    }
  }

  /// What the rules at submission say of a draft as it stands, and the set that says it.
  public func previewDraft(
    _ name: String, as caller: Caller
  ) async throws(Refusal) -> (decision: Decision, clearances: [Clearance], policies: PolicySet) {
    let judgement = try await judge(name, at: [.submission], draft: true, as: caller)[0]
    return (judgement.decision, judgement.clearances, judgement.policies)
  }

  /// The vocabulary of applications in force, of which forms are made.
  public func applicationVocabulary(as caller: Caller) async throws(Refusal) -> Vocabulary {
    let today = try await read(
      String.self, "SELECT to_jsonb(day_in_hong_kong(now()))", as: caller)
    guard let day = CivilDate(today),
      let vocabulary = try await policiesInForce(on: day, as: caller).vocabulary(.application)
    else {
      throw Refusal(.fault, "The policies in force have no vocabulary of applications.")
    }
    return vocabulary
  }
}
