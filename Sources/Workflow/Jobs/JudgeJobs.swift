internal import Policies
internal import Postgres
internal import Transparency

/// The jobs on which rules at dispatch have not been run under the clearance as it is now.
private struct AskedAtDispatch: Decodable, Sendable {
  let clearance: String
  /// What the rules read of each kind of them, as JSON objects.
  let jobs: [String]

  var occasions: [Occasion] { jobs.map { .job($0, clearance: clearance) } }
}

extension Sandbox {
  /// A request with the run of the rules at dispatch for such a job, unless one is on file.
  ///
  /// Who may request a job of a case that they do not read does it without a run: where none is on
  /// file, the job waits until the clockwork has had the rules run.
  func judgedJob(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    guard act.event == "request", let parent = act.payload["parent"]?.text else { return act }
    let job: CanonicalJSON = [
      "kind": act.detail["kind"] ?? "batch", "part": act.detail["part"] ?? "candidate",
      "inputs": act.payload["inputs"] ?? [],
    ]
    let asked = try await find(
      AskedAtDispatch.self, "SELECT asked_at_dispatch(\(parent), \(try stored(job)))", as: caller)
    return try await judged(act, at: .dispatch, asked?.occasions ?? [], of: parent, as: caller)
  }

  /// What the clockwork has run again: the rules at dispatch for jobs that wait, or those on an
  /// incident whose notice is overdue.
  func judged(_ act: Act, about: String, as caller: Caller) async throws(Refusal) -> Act {
    if about == "jobs" {
      let asked = try await read(
        AskedAtDispatch.self, "SELECT asked_at_dispatch(\(act.subject))", as: caller)
      return try await judged(act, at: .dispatch, asked.occasions, of: act.subject, as: caller)
    }
    let occasion = try await occasion(ofIncident: about, as: caller)
    return try await judged(act, at: .incident, [occasion], of: act.subject, as: caller)
  }

  /// The act with a run at a stage for each occasion.
  func judged(
    _ act: Act, at stage: Stage, _ occasions: [Occasion], of application: String, as caller: Caller
  ) async throws(Refusal) -> Act {
    if occasions.isEmpty { return act }
    var act = act
    let runs = try await judge(application, at: [stage], on: occasions, as: caller)
    act.payload["evaluation"] = .array(runs.map { $0.evaluation() })
    return act
  }

  /// A value as a parameter of a statement.
  func stored(_ value: CanonicalJSON) throws(Refusal) -> JSON {
    do {
      return JSON(String(decoding: try value.encoded(), as: UTF8.self))
    } catch {
      throw Refusal(any: error)
    }
  }
}
