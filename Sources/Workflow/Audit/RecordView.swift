internal import Transparency

extension Sandbox {
  /// Records that a person looked at cases: an entry of the person's session.
  ///
  /// - Parameters:
  ///   - cases: their references.
  ///   - view: which page of them.
  ///   - session: the caller's session.
  ///   - caller: who looks.
  /// - Throws: `Refusal`; what could not be recorded must not be shown.
  public func recordView(
    of cases: [String], view: String, session: String, as caller: Caller
  ) async throws(Refusal) {
    _ = try await fire(
      Act(
        "access/\(session)", "viewed",
        detail: ["cases": .array(cases.map { .string($0) }), "view": .string(view)]), as: caller)
  }
}
