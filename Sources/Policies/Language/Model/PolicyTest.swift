/// A test in a policy file, checked.
struct PolicyTest: Sendable {
  let policy: String
  let name: String
  let span: Span
  let asOf: CivilDate
  let received: CivilDate?
  let stage: Stage
  /// What is stated, for each vocabulary of the set.
  let facts: [Facts]
  /// Attributes of the application that differ from the approved version; nil when nothing is said.
  let changed: Set<Int>?
  let expectations: [Expectation]
}

/// What a test expects.
struct Expectation: Sendable {
  enum Claim: Sendable {
    /// Names in a set of the decision: `route`, `conditions`, `documents` and so on.
    case set(String, comparison: String, [String])
    case lead(String)
    case notRefused
    /// What became of rules: `refused`, `met`, `fires` and so on; with what they say, as `RuleKind.terms` words it.
    case rules(String, [String], missing: [String]?, by: [String]?, terms: [String])
    /// A clock or a quota, and its value as shown.
    case value(String, name: String, String)
  }

  let claim: Claim
  let span: Span
}
