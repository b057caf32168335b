internal import Policies
internal import Postgres
internal import Transparency

extension Sandbox {
  /// An act on an incident with the run of the rules on it.
  ///
  /// Who may report an incident of a case that they do not read does it without a run: the clockwork
  /// has the rules run once the firm's notice is overdue.
  func judgedIncident(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    guard Judging.need(of: act) != nil, [.firm, .officer].contains(caller.audience) else {
      return act
    }
    if act.subject == "incident/new" {
      guard caller.audience == .firm, let parent = act.payload["parent"]?.text,
        let severity = act.detail["severity"]?.text
      else { return act }
      let known = act.payload["known_at"]?.text
      let facts = try await find(
        String.self,
        "SELECT to_jsonb(facts_of_report(\(parent), \(severity), \(known)::timestamptz)::text)",
        as: caller)
      let occasions = facts.map { [Occasion.incident($0, nil)] } ?? []
      return try await judged(act, at: .incident, occasions, of: parent, as: caller)
    }
    let parent = try await find(
      String.self,
      """
      SELECT to_jsonb(r.name) FROM subject s JOIN subject r ON r.id = s.root
       WHERE s.name = \(act.subject) AND s.machine = 'incident'
      """, as: caller)
    // Who may not know of it is answered by the act itself.
    guard let parent else { return act }
    let occasion = try await occasion(ofIncident: act.subject, as: caller)
    return try await judged(act, at: .incident, [occasion], of: parent, as: caller)
  }

  /// What the rules read of an incident on file.
  func occasion(ofIncident name: String, as caller: Caller) async throws(Refusal) -> Occasion {
    .incident(
      try await read(String.self, "SELECT to_jsonb(facts_of_incident(\(name))::text)", as: caller),
      name)
  }
}
