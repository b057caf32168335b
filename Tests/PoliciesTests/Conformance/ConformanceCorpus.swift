import Foundation

@testable import Policies

/// The corpus in Tests/Conformance, and the Python reading that stands beside it.
enum ConformanceCorpus {
  static let root = Regulators.root.appending(path: "Tests/Conformance")

  /// The files of a folder of the corpus, in the order of their names.
  static func files(_ folder: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: folder), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
  }

  static func read(_ file: URL) throws -> (about: String, suites: [ConformanceSuite]) {
    let json = try JSONReader.read(
      String(contentsOf: file, encoding: .utf8), atMost: Limits.corpusBytes)
    guard case .string(let about)? = json["about"], case .array(let names)? = json["vocabularies"],
      case .array(let suites)? = json["suites"]
    else { throw ConformanceCase.Unreadable(what: file.lastPathComponent) }
    let vocabularies = try names.map { name -> SourceFile in
      guard case .string(let name) = name else { throw ConformanceCase.Unreadable(what: about) }
      let path = root.appending(path: "vocabularies/\(name)")
      return SourceFile(name: name, text: try String(contentsOf: path, encoding: .utf8))
    }
    return (about, try suites.map { try ConformanceSuite($0, vocabularies) })
  }

  enum Limits {
    /// Bytes of one file of the corpus, which the reader of facts would find too long.
    static let corpusBytes = 1 << 24
  }

  // MARK: Writing

  /// Random sheets as a file of the corpus, with what the reference walk says.
  static func file(about: String, _ sheets: [Pairs.Sheet]) -> JSONValue {
    .object([
      ("about", .string(about)),
      ("vocabularies", .array(Fixture.vocabularies.map { .string($0.name) })),
      ("suites", .array(sheets.map(suite))),
    ])
  }

  private static func suite(_ sheet: Pairs.Sheet) -> JSONValue {
    let lines = sheet.text.split(separator: "\n").map(String.init)
    return .object([
      ("name", .string("seed \(sheet.seed)")), ("policy", .strings(lines)),
      (
        "cases",
        .array(
          sheet.situations.enumerated().map { number, situation in
            written("\(number)", situation, sheet.set)
          })
      ),
    ])
  }

  private static func written(_ name: String, _ situation: Situation, _ set: PolicySet) -> JSONValue
  {
    let facts = set.vocabularies.compactMap { vocabulary in
      situation.facts[vocabulary.kind].map { (vocabulary.kind.rawValue, $0.json(vocabulary)) }
    }
    var members: [(String, JSONValue)] = [
      ("name", .string(name)), ("stage", .string(situation.stage.rawValue)),
      ("as_of", .string(situation.asOf.description)), ("facts", .object(facts)),
    ]
    if let received = situation.received {
      members.append(("received", .string(received.description)))
    }
    if let changes = situation.changes {
      let differs = zip(set.vocabularies[0].names, changes.differs).compactMap { name, differs in
        differs.map { (name, JSONValue.bool($0)) }
      }
      members.append(("changed", .object(differs)))
    }
    members.append(("expect", expectation(set.decideByWalking(situation))))
    return .object(members)
  }

  private static func expectation(_ decision: Decision) -> JSONValue {
    let rules = decision.rules.map { rule -> (String, JSONValue) in
      guard rule.outcome == .undetermined else { return (rule.id, .string(rule.outcome.rawValue)) }
      return (
        rule.id,
        .object([
          ("outcome", .string(rule.outcome.rawValue)), ("missing", .strings(rule.missing)),
        ])
      )
    }
    var lead = decision.json["lead"] ?? .null
    if case .conflict = decision.lead { lead = .object([("outcome", .string("conflict"))]) }
    return .object([
      ("rules", .object(rules)), ("route", decision.json["route"] ?? .null), ("lead", lead),
      ("shadows", .strings(decision.rules.filter(\.isShadow).map(\.id))),
      ("binding", .strings(decision.rules.filter { !$0.isShadow }.map(\.id))),
      ("clocks", ConformanceCase.values(decision.clocks)),
      ("quotas", ConformanceCase.values(decision.quotas)),
    ])
  }
}

/// The reading in Python, run as a process of its own.
enum PythonReading {
  struct Report {
    let cases: Int
    let files: [String: Int]
    let differences: String
    let status: Int32
  }

  /// Whether there is a python3 to run.
  static var isThere: Bool { (try? run(["-c", "pass"]))?.status == 0 }

  /// Runs the reading on files of cases.
  static func check(_ files: [URL]) throws -> Report {
    let script = ConformanceCorpus.root.appending(path: "reading/check.py")
    let (status, output) = try run([script.path] + files.map(\.path))
    let json = try JSONReader.read(output, atMost: ConformanceCorpus.Limits.corpusBytes)
    guard case .integer(let cases)? = json["cases"], case .object(let each)? = json["files"] else {
      throw ConformanceCase.Unreadable(what: output)
    }
    return Report(
      cases: Int(cases),
      files: Dictionary(
        each.compactMap { name, count in
          if case .integer(let count) = count { (name, Int(count)) } else { nil }
        }, uniquingKeysWith: { first, _ in first }),
      differences: json["differences"]?.text(isPretty: true) ?? "", status: status)
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.standardError
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
