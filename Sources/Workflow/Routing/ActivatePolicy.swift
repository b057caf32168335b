internal import Policies
internal import Postgres
internal import Transparency

extension Sandbox {
  /// Takes a published version of a policy a step towards being in force.
  ///
  /// An author of its remit proposes it with the day from which it is to take effect; an approver of
  /// the remit, or one of each authority for a joint policy, confirms. With the last of them it is
  /// activated. Nobody confirms what they published or proposed.
  ///
  /// - Parameters:
  ///   - name: the policy's name.
  ///   - version: the version.
  ///   - day: the day of effect as 2026-03-05, for who proposes; who confirms may leave it out.
  ///   - caller: an author or an approver.
  /// - Returns: where the proposal then stands; `done` when that was the last who had to confirm.
  /// - Throws: `Refusal`; of kind `notFound` for a version that is not published.
  public func activatePolicy(
    _ name: String, version: String, from day: String?, as caller: Caller
  ) async throws(Refusal) -> Standing {
    let versions = try await policies(named: name, as: caller)
    guard let policy = versions.first(where: { $0.version == version }) else {
      throw Refusal(
        .notFound, "There is no version \(version) of the policy \(name).",
        advice: versions.isEmpty
          ? "`policy list` shows what is published."
          : "Published are \(versions.map(\.version).joined(separator: ", ")).")
    }
    if let proposal = policy.proposal {
      return try await fire(Act(proposal, "confirm"), as: caller)
    }
    guard let day else {
      throw Refusal(
        .malformed, "Nothing is proposed yet: give the day from which it takes effect.")
    }
    return try await fire(
      Act(
        "proposal/new", "propose", detail: ["event": "activate"],
        payload: [
          "parent": .string(policy.subject), "detail": .object(["effective": .string(day)]),
          "payload": .object([:]),
        ]), as: caller)
  }

  /// A proposal to activate names the rules that come to bind by it alone, their sources being
  /// background or proposals: whoever confirms adopts them.
  func namingAdoptions(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    guard let subject = act.payload["parent"]?.text,
      case .object(var detail)? = act.payload["detail"],
      let text = try await find(
        PolicyText.self,
        """
        SELECT jsonb_build_object('name', v.file, 'text', v.source)
          FROM policy_version v JOIN subject s ON s.id = v.id WHERE s.name = \(subject)
        """, as: caller)
    else { return act }
    let source = SourceFile(
      name: text.name, text: text.text, adoptedOn: try await today(as: caller))
    let (set, header) = try await tried(source, as: caller)
    let adopted = set.rules.filter { $0.policy == header.name && $0.adoption != nil }.map(\.id)
    detail["adopts"] = adopted.isEmpty ? nil : .string(adopted.joined(separator: ", "))
    var act = act
    act.payload["detail"] = .object(detail)
    return act
  }
}
