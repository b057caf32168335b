internal import Postgres
internal import Transparency

/// What an authority does on a case that the firm may not know stands in that authority's own
/// compartment, `supervision/<application>/<authority>`; a caller may name the application.
enum Compartment {
  /// Events that the table of supervision has and that people think of as done on the case.
  static let events: Set = ["conflict_declared", "note_added", "disclosed", "score_entered"]
  /// Acts of several persons on the same table.
  static let collective: Set = [
    "rule_overridden", "rule_waived", "joint_note_added", "alternate_appointed",
  ]
}

extension Sandbox {
  /// The act at the compartment of the caller's authority, where it belongs there.
  func inCompartment(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    var act = act
    if act.subject.hasPrefix("application/"), Compartment.events.contains(act.event) {
      act.subject = try await compartment(of: act.subject, as: caller)
    }
    if act.subject == "proposal/new", case .string(let event)? = act.detail["event"],
      Compartment.collective.contains(event), let parent = act.payload["parent"]?.text,
      parent.hasPrefix("application/")
    {
      act.payload["parent"] = .string(try await compartment(of: parent, as: caller))
    }
    return act
  }

  private func compartment(
    of application: String, as caller: Caller
  ) async throws(Refusal) -> String {
    try await read(
      String.self,
      """
      SELECT to_jsonb(s.name) FROM subject s JOIN subject a ON a.id = s.root
       WHERE s.machine = 'supervision' AND a.name = \(application) ORDER BY s.name LIMIT 1
      """, as: caller)
  }
}
