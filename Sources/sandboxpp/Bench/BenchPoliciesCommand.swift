import Foundation
import Glibc
import Policies

/// `bench policies`: how many decisions a second one thread makes.
struct BenchPoliciesCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "policies", summary: "decides on stated facts over and over, and counts",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "facts", kind: .value(placeholder: "DIR"),
        summary: "Applications as deploy/samples/applications has them", isRequired: true),
      OptionShape(
        name: "stage", kind: .choice(Stage.allCases.reversed().map(\.rawValue)),
        summary: "Where the cases stand; `exit` evaluates every rule of a case"),
      OptionShape(
        name: "as-of", kind: .value(placeholder: "DATE"),
        summary: "The day that the rules see, as 2026-03-05; today in Hong Kong if not said"),
      OptionShape(
        name: "seconds", kind: .value(placeholder: "S"),
        summary: "For each of the five rounds of each share of missing facts; 5 if not said"),
    ],
    details: """
      A decision evaluates every rule on one packed record and leaves the value of each part of a
      condition, the effect of each rule, and the set of the facts that each is missing. The time
      is that of the thread, so that what else the machine does is left out.
      """)

  private static let mostSeconds = 600

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let day = try PolicyEvalCommand.day(arguments.value("as-of"))
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    let facts = try Self.facts(in: arguments.requiredValue("facts"))
    let stage = arguments.value("stage").flatMap(Stage.init(rawValue:)) ?? .exit
    let seconds = try arguments.integer("seconds", in: 0...Self.mostSeconds) ?? 5
    return Answer(
      PolicyCommands.bench(
        sources, facts: facts, stage: stage, asOf: day, secondsEach: Double(seconds),
        clock: Self.threadSeconds))
  }

  /// The member `facts` of each file, under the file's name.
  private static func facts(in folder: String) throws -> [SourceFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    let files = names.filter { $0.hasSuffix(".json") }
    guard !files.isEmpty else {
      throw CommandError(
        "the folder `\(folder)` holds no JSON", help: "Give one with applications.")
    }
    return try files.map { name in
      let text = try PolicyFiles.text(at: "\(folder)/\(name)")
      guard let whole = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
        let facts = whole["facts"] as? [String: Any]
      else {
        throw CommandError("`\(name)` has no member `facts`", help: "Give applications only.")
      }
      let bytes = try JSONSerialization.data(withJSONObject: facts)
      return SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// What this thread has had of a processor.
  static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
