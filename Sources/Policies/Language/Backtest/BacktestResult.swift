/// Why records cannot be tried.
public enum BacktestProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The two sets read applications in different terms.
  case differentVocabularies
  /// A record was packed with another vocabulary; its name.
  case foreignRecord(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .differentVocabularies:
      "The two sets have different vocabularies of applications. Compare them with one vocabulary."
    case .foreignRecord(let name):
      "The record of \(name) was packed with another vocabulary. Pack its document again."
    }
  }
}

/// What became of a rule on one side.
public struct BacktestEnd: Sendable, Hashable {
  /// The outcome.
  public let outcome: Outcome
  /// What the rule asks for where it applies.
  public let terms: String
}

/// What would change for one application in one rule.
public struct BacktestChange: Sendable, Hashable {
  /// The rule's id.
  public let rule: String
  /// The remit whose policy it stands in, or `joint`.
  public let remit: String
  /// The word that begins its statement.
  public let word: String
  /// As the old set decides; nil where it has no such rule.
  public let before: BacktestEnd?
  /// As the new set decides; nil where it has no such rule.
  public let after: BacktestEnd?
}

/// An application that would change, with the parts of the rule's condition on both sides.
public struct BacktestExample: Sendable, Equatable {
  /// Its reference.
  public let name: String
  /// Under the old set.
  public let before: [AtomOutcome]
  /// Under the new one.
  public let after: [AtomOutcome]
}

/// A kind of change, with how often it was seen.
public struct CountedChange: Sendable {
  /// The rule's place in the order of both sets.
  let place: Int
  /// The change.
  public let change: BacktestChange
  /// The rule's sentence.
  public let texts: Texts
  /// For how many applications.
  public internal(set) var count: Int
  /// A few of them, at most `Backtest.examples`.
  public internal(set) var examples: [BacktestExample]
}

/// What a backtest found.
public struct BacktestResult: Sendable {
  /// How many applications were tried.
  public private(set) var records: Int
  /// For how many of them anything would change.
  public private(set) var changed: Int
  /// Every kind of change, in the order of the rules.
  public private(set) var changes: [CountedChange]

  /// What one run saw; nothing before any.
  init(records: Int, changed: Int, changes: [CountedChange]) {
    self.records = records
    self.changed = changed
    self.changes = changes.sorted { $0.order < $1.order }
  }

  /// Nothing tried yet.
  public init() { self.init(records: 0, changed: 0, changes: []) }

  /// Takes in what another run on the same two sets saw.
  public mutating func merge(_ other: BacktestResult) {
    var all = Dictionary(uniqueKeysWithValues: changes.map { ($0.change, $0) })
    for counted in other.changes {
      guard var mine = all[counted.change] else {
        all[counted.change] = counted
        continue
      }
      mine.count += counted.count
      mine.examples += counted.examples.prefix(Backtest.examples - mine.examples.count)
      all[counted.change] = mine
    }
    self = BacktestResult(
      records: records + other.records, changed: changed + other.changed, changes: Array(all.values)
    )
  }

  /// For a person at a terminal.
  public var text: String {
    guard !changes.isEmpty else { return "\(records) applications, no outcome would change\n" }
    var text = "\(records) applications, \(changed) with a change\n"
    for counted in changes {
      let change = counted.change
      text += "\n\(change.word) \(change.rule) (\(change.remit)): \(counted.texts.en)\n"
      text += "  \(Self.words(change.before)) → \(Self.words(change.after)): \(counted.count)\n"
      text += "  such as \(counted.examples.map(\.name).joined(separator: ", "))\n"
      if let example = counted.examples.first { text += Self.grounds(example) }
    }
    return text
  }

  private static func words(_ end: BacktestEnd?) -> String {
    guard let end else { return "absent" }
    let outcome = end.outcome.rawValue.replacing("_", with: " ")
    return end.terms.isEmpty ? outcome : "\(outcome) (\(end.terms))"
  }

  /// The parts of the condition in the first example, where they say anything new.
  private static func grounds(_ example: BacktestExample) -> String {
    func lines(_ sign: String, _ atoms: [AtomOutcome]) -> String {
      atoms.map { "    \(sign) \($0.text): \($0.value.map { $0 ? "yes" : "no" } ?? "unknown")\n" }
        .joined()
    }
    if example.before == example.after { return lines("=", example.after) }
    return lines("-", example.before) + lines("+", example.after)
  }

  /// For programs.
  public var json: String {
    JSONValue.object([
      ("records", .integer(Int64(records))), ("changed", .integer(Int64(changed))),
      ("changes", .array(changes.map(\.json))),
    ]).text(isPretty: true)
  }
}

extension CountedChange {
  /// By rule, then by what became of it.
  fileprivate var order: (Int, String) {
    let ends = [change.before, change.after].map { $0?.outcome.rawValue ?? "" }
    return (place, ends.joined(separator: " "))
  }

  var json: JSONValue {
    .object([
      ("rule", .string(change.rule)), ("remit", .string(change.remit)),
      ("kind", .string(change.word)), ("en", .string(texts.en)), ("zh", .string(texts.zh)),
      ("before", change.before?.json ?? .null), ("after", change.after?.json ?? .null),
      ("count", .integer(Int64(count))), ("examples", .array(examples.map(\.json))),
    ])
  }
}

extension BacktestEnd {
  var json: JSONValue {
    .object([("outcome", .string(outcome.rawValue)), ("terms", .string(terms))])
  }
}

extension BacktestExample {
  var json: JSONValue {
    func list(_ atoms: [AtomOutcome]) -> JSONValue {
      .array(
        atoms.map {
          .object([("atom", .string($0.text)), ("value", $0.value.map { .bool($0) } ?? .null)])
        })
    }
    return .object([
      ("reference", .string(name)), ("before", list(before)), ("after", list(after)),
    ])
  }
}
