internal import Policies
internal import Transparency

/// What a run of the rules reads beside the application: the panel's result, a job, an incident or what
/// was measured.
struct Occasion: Sendable {
  /// Facts of other vocabularies, each a JSON object by that vocabulary's names.
  var facts: [VocabularyKind: String] = [:]
  /// At dispatch: under which clearance such jobs are cleared by the run.
  var clearance: String?
  /// `incident/<id>`; nil for the one that the act reports.
  var incident: String?

  /// Of a job.
  static func job(_ facts: String, clearance: String) -> Occasion {
    Occasion(facts: [.job: facts], clearance: clearance)
  }

  /// Of an incident.
  static func incident(_ facts: String, _ name: String?) -> Occasion {
    Occasion(facts: [.incident: facts], incident: name)
  }

  /// With the panel's result, from the stage on at which there is one.
  func withPanel(_ result: String?, at stage: Stage) -> Occasion {
    guard let result, stage >= .prioritisation else { return self }
    var occasion = self
    occasion.facts[.panel] = result
    return occasion
  }

  /// Adds the facts to a situation, each as its vocabulary reads it.
  func complete(_ situation: inout Situation, by policies: PolicySet) {
    for (kind, json) in facts {
      guard let vocabulary = policies.vocabulary(kind) else { continue }
      situation.facts[kind] = Facts.read(json: json, vocabulary).facts
    }
  }

  /// The same by vocabulary, as a run keeps it.
  var about: [String: CanonicalJSON] {
    var about: [String: CanonicalJSON] = [:]
    for (kind, json) in facts { about[kind.rawValue] = try? StoredJSON(json).value }
    return about
  }
}

extension Occasion {
  /// What a run on file read.
  init(about: String) throws {
    guard case .object(let kinds) = try StoredJSON(about).value else { return }
    for (name, facts) in kinds {
      guard let kind = VocabularyKind(rawValue: name) else { continue }
      self.facts[kind] = String(decoding: try facts.encoded(), as: UTF8.self)
    }
  }
}
