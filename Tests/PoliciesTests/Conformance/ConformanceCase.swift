@testable import Policies

/// One case of the corpus: a situation, and what a right evaluator says of it.
struct ConformanceCase {
  let name: String
  let situation: Situation
  let expected: JSONValue

  /// Reads a case; `Unreadable` when it is not in the form that Tests/Conformance/README.md gives.
  init(_ json: JSONValue, _ set: PolicySet) throws {
    guard case .string(let name)? = json["name"], case .string(let stageName)? = json["stage"],
      let stage = Stage(rawValue: stageName), case .string(let date)? = json["as_of"],
      let asOf = CivilDate(date), case .object(let stated)? = json["facts"],
      let expected = json["expect"]
    else { throw Unreadable(what: json.text()) }
    var facts: [VocabularyKind: Facts] = [:]
    for (word, value) in stated {
      guard let kind = VocabularyKind(rawValue: word), let vocabulary = set.vocabulary(kind) else {
        throw Unreadable(what: "\(name): \(word)")
      }
      let (read, problems) = FactsReader.read(value, vocabulary)
      guard problems.isEmpty else { throw Unreadable(what: "\(name): \(problems)") }
      facts[kind] = read
    }
    var received: CivilDate?
    if let word = json["received"] {
      guard case .string(let text) = word, let day = CivilDate(text) else {
        throw Unreadable(what: "\(name): received")
      }
      received = day
    }
    var changes: Changes?
    if case .object(let members)? = json["changed"] {
      let names = Dictionary(members, uniquingKeysWith: { first, _ in first })
      changes = Changes(
        set.vocabularies[0].names.map { name in
          if case .bool(let differs)? = names[name] { differs } else { nil }
        })
    }
    self.name = name
    self.expected = expected
    situation = Situation(
      stage: stage, asOf: asOf, received: received, facts: facts, changes: changes)
  }

  struct Unreadable: Error {
    let what: String
  }

  /// What a decision says otherwise than expected, each as a sentence.
  func differences(_ decision: Decision) -> [String] {
    var found: [String] = []
    func compare(_ name: String, _ wanted: JSONValue, _ came: JSONValue) {
      guard case .object(let members) = wanted else {
        if wanted != came { found.append("\(name) is \(came.text()), not \(wanted.text())") }
        return
      }
      for (member, value) in members where came[member] != value {
        found.append(
          "\(name).\(member) is \(came[member]?.text() ?? "absent"), not \(value.text())")
      }
    }
    if case .object(let rules)? = expected["rules"] {
      for (id, wanted) in rules {
        let rule = decision.rules.first { $0.id == id }
        let outcome = JSONValue.string(rule?.outcome.rawValue ?? "no such rule")
        if case .string = wanted {
          compare(id, wanted, outcome)
        } else {
          compare(
            id, wanted,
            .object([("outcome", outcome), ("missing", .strings(rule?.missing ?? []))]))
        }
      }
    }
    for (word, isShadow) in [("shadows", true), ("binding", false)] {
      for id in Self.strings(expected[word]) {
        let rule = decision.rules.first { $0.id == id }
        if rule?.isShadow != isShadow { found.append("\(id) is not among the \(word)") }
      }
    }
    let whole = decision.json
    for word in ["route", "lead"] {
      if let wanted = expected[word], let came = whole[word] { compare(word, wanted, came) }
    }
    compare("clocks", expected["clocks"] ?? .object([]), Self.values(decision.clocks))
    compare("quotas", expected["quotas"] ?? .object([]), Self.values(decision.quotas))
    return found
  }

  private static func strings(_ json: JSONValue?) -> [String] {
    guard case .array(let values)? = json else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  static func values(_ outcomes: [ValueOutcome]) -> JSONValue {
    .object(outcomes.map { ($0.name, .string($0.value ?? $0.outcome.rawValue)) })
  }
}

/// A policy of the corpus and its cases.
struct ConformanceSuite {
  let name: String
  let set: PolicySet
  let cases: [ConformanceCase]

  init(_ json: JSONValue, _ vocabularies: [SourceFile]) throws {
    guard case .string(let name)? = json["name"], case .array(let lines)? = json["policy"],
      case .array(let cases)? = json["cases"]
    else { throw ConformanceCase.Unreadable(what: json.text()) }
    let text = lines.map { line in
      if case .string(let line) = line { line + "\n" } else { "" }
    }.joined()
    let compilation = PolicySet.compile(
      vocabularies + [SourceFile(name: "\(name).policy", text: text)])
    guard let set = compilation.set else {
      throw ConformanceCase.Unreadable(
        what: compilation.findings.filter { $0.weight == .error }.map(\.text)
          .joined(separator: "\n"))
    }
    self.name = name
    self.set = set
    self.cases = try cases.map { try ConformanceCase($0, set) }
  }
}
