public import Crypto

/// A value that changes on given days.
struct Parameter: Sendable {
  let name: String
  let label: Texts
  let type: ValueType
  /// In order of their days; yes and no are 1 and 0.
  var timeline: [(from: CivilDate, value: Int64)]
  let citations: [[Citation]]

  /// The value on a day: the last that has begun, or the first before all.
  func value(on day: CivilDate) -> Int64 {
    (timeline.last { $0.from <= day } ?? timeline[0]).value
  }
}

/// A condition with a name: a `let` of a policy or a derived attribute.
struct NamedCondition: Sendable {
  let name: String
  var condition: Condition
}

/// What is known of a policy file as a whole.
public struct PolicyHeader: Sendable {
  /// The name, such as `sfc-genai`.
  public let name: String
  /// The file it stands in, as the text was handed in.
  public let file: String
  /// The version, such as `1.0.0`.
  public let version: String
  /// The remit, or `joint`.
  public let remit: String
  /// The first day in force.
  public let from: CivilDate
  /// What it is about.
  public let texts: Texts
  /// Cases received before this day come under this version as well.
  public let receivedBefore: CivilDate?
  /// Title, mark and address of the instruments it cites, by short name.
  public let instruments: [Citation]
  /// The days of every `applies_to received before` in it, its own and its rules', in order.
  public let reachesBack: [CivilDate]
  /// Where it is a newer version beside those that cases in flight came under: only its rules that
  /// reach every case received before this day are in the set.
  public let reachingBefore: CivilDate?

  /// Whether something in this version reaches a case that came under an earlier one.
  ///
  /// Cases in flight stay on the version they were submitted under, unless this one or a rule of it
  /// says `applies_to received before` a later day.
  ///
  /// - Parameter day: The day the case was received.
  /// - Returns: the first such day after it: what reaches the case reaches all received before that.
  public func reach(toCaseReceivedOn day: CivilDate) -> CivilDate? {
    reachesBack.first { day < $0 }
  }
}

/// Vocabularies and policies, checked and compiled together.
public struct PolicySet: Sendable {
  /// The vocabularies; the application's is first.
  public let vocabularies: [Vocabulary]
  /// The policies in the order of the files.
  public let policies: [PolicyHeader]
  /// Every rule, in the order of the files.
  public internal(set) var rules: [Rule]
  /// The texts it was compiled from.
  public let sources: [SourceFile]
  /// The digest by which decisions name it: ``digest(of:)`` its texts.
  public let digest: Digest

  var named: [NamedCondition]
  var parameters: [Parameter]
  let tests: [PolicyTest]
  let numbers: [String: Int]
  /// For each rule, the waivers or exceptions that take its effect away.
  var relievers: [[Int]]
  /// For each clock and quota, its exceptions.
  let alternatives: [[Int]]

  /// The remits, from the application's vocabulary.
  public var remits: [Named] { vocabularies[0].remits }

  /// A rule by its id.
  public func rule(_ id: String) -> Rule? { numbers[id].map { rules[$0] } }

  /// The vocabulary of a kind, if it is in the set.
  public func vocabulary(_ kind: VocabularyKind) -> Vocabulary? {
    vocabularies.first { $0.kind == kind }
  }

  func vocabularyNumber(_ kind: VocabularyKind) -> Int? {
    vocabularies.firstIndex { $0.kind == kind }
  }

  /// The newer version that a rule stands in, where it reaches a case in flight.
  func newerVersion(of rule: Rule) -> String? {
    guard policies[rule.policyNumber].reachingBefore != nil else { return nil }
    return "\(rule.policy) \(policies[rule.policyNumber].version)"
  }

  func attribute(at place: Place) -> Attribute {
    let attribute = vocabularies[place.vocabulary].attributes[place.attribute]
    guard let field = place.field, case .list(let record, _) = attribute.type else {
      return attribute
    }
    return record.fields[field]
  }

  /// The names of facts, each once and sorted.
  func names(of places: Set<Place>) -> [String] { Set(places.map { name(of: $0) }).sorted() }

  /// The name of a fact as findings and decisions show it: `control.hitl`, `provider.notice`.
  func name(of place: Place) -> String {
    let attribute = vocabularies[place.vocabulary].attributes[place.attribute]
    guard let field = place.field, case .list(let record, _) = attribute.type else {
      return attribute.name
    }
    return attribute.name + "." + record.fields[field].name
  }
}
