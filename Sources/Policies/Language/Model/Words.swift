/// A sentence or a label in both languages.
public struct Texts: Sendable, Hashable {
  /// English.
  public let en: String
  /// Traditional Chinese.
  public let zh: String

  /// Takes both.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  var json: JSONValue { .object([("en", .string(en)), ("zh", .string(zh))]) }
}

/// Where a case stands when rules are evaluated; in the order of a case's life.
public enum Stage: String, Sendable, CaseIterable, Comparable {
  case submission, completeness, review, prioritisation, offer, start, dispatch, during
  case variation, incident, exit

  /// Place in the order of a case's life, from 0.
  public var order: Int { Self.orders[self] ?? 0 }

  private static let orders = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  /// Whether the first stage comes before the second.
  public static func < (first: Stage, second: Stage) -> Bool { first.order < second.order }
}

/// How well a use of an instrument is attested; from best to weakest.
public enum Mark: String, Sendable, CaseIterable, Comparable {
  /// The primary text was read.
  case read
  /// From a secondary source.
  case reported
  /// Background knowledge, unchecked.
  case background
  /// Nobody published it; somebody here proposes it.
  case proposal

  /// Whether a refusal, gate or suspension with this mark binds without an adoption.
  public var bindsByItself: Bool { self == .read || self == .reported }

  private var strength: Int {
    switch self {
    case .read: 0
    case .reported: 1
    case .background: 2
    case .proposal: 3
    }
  }

  /// The better mark is the smaller.
  public static func < (first: Mark, second: Mark) -> Bool { first.strength < second.strength }
}

/// How hard a refusal binds.
public enum Severity: String, Sendable, CaseIterable {
  /// Nobody overrides it.
  case hard
  /// Several persons together may override it, with a reason.
  case soft
  /// Evaluated and logged, never combined.
  case shadow
}

/// A unit of time that cannot be mixed with another.
public enum LengthUnit: String, Sendable, CaseIterable {
  case days
  case businessDays = "business_days"
  case months
}

/// A length of time.
public struct Length: Sendable, Hashable, CustomStringConvertible {
  /// How many.
  public let count: Int64
  /// Of what.
  public let unit: LengthUnit

  /// Takes a count and its unit.
  public init(_ count: Int64, _ unit: LengthUnit) {
    self.count = count
    self.unit = unit
  }

  /// As written in a policy.
  public var description: String { "\(count) \(unit.rawValue)" }
}

/// Who states an attribute.
public enum Author: String, Sendable, CaseIterable {
  case firm, provider, officer, system, panel
}

/// What a vocabulary is about.
public enum VocabularyKind: String, Sendable, CaseIterable {
  case application, panel, job, metrics, incident, variation

  /// The only stage at which rules that read this vocabulary are evaluated; nil for the vocabularies
  /// of the case itself, whose rules follow their own stage.
  var onlyStage: Stage? {
    switch self {
    case .application, .panel, .metrics: nil
    case .job: .dispatch
    case .incident: .incident
    case .variation: .variation
    }
  }
}
