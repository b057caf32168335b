import Compute
import Foundation
import Guard
import Testing

/// The validator as a program, in the sandbox where it is meant to run.
@Suite(.timeLimit(.minutes(1)))
struct ValidatorProgramTests {
  let node: Node
  let program: EngineJob.Input

  init() throws {
    node = try Node()
    let path = URL(fileURLWithPath: try Node.probe()).deletingLastPathComponent()
      .appendingPathComponent("sandboxpp-validator").path
    let stored = try node.store.put(contentsOf: path, limit: 1 << 30)
    program = .init(name: "validator", digest: stored.digest)
  }

  func run(_ text: String, _ options: [String] = []) async throws -> AttemptReport {
    let predictions = try node.store.put(Array(text.utf8))
    let job = try node.job(
      ["/in/validator"] + options + ["/in/predictions"],
      inputs: [program, .init(name: "predictions", digest: predictions.digest)])
    return try await node.run(job)
  }

  @Test func `it measures a candidate's predictions`() async throws {
    let report = try await run(
      """
      id,label,score,group
      1,1,0.9,a
      2,0,0.6,a
      3,1,0.4,b
      4,0,0.1,b
      """, ["--minimum-negatives", "1"])
    #expect(report.ending == .exited(code: 0))
    #expect(
      try node.text(report.standardOutput) == """
        {"auc":"0.750000","expected_calibration_error":"0.350000","false_negatives":1,\
        "false_positive_rate":"0.500000","false_positives":1,"group_gap":"1.000000","groups":2,\
        "groups_compared":2,"minimum_negatives":1,"negatives":2,"positives":2,\
        "precision":"0.500000","recall":"0.500000","samples":4,"threshold":"0.5",\
        "true_negatives":1,"true_positives":1,"undetermined":[]}

        """)
  }

  @Test func `what cannot be measured is named, not guessed`() async throws {
    let report = try await run("id,label,score,group\n1,1,0.9,a\n")
    let text = try node.text(report.standardOutput)
    #expect(text.contains(#""undetermined":["auc","false_positive_rate","group_gap"]"#))
    #expect(!text.contains(#""auc":"#))
  }

  @Test func `malformed predictions are told with their line`() async throws {
    let report = try await run("id,label,score,group\n1,1,0.9,a\n2,maybe,0.9,a\n")
    #expect(report.ending == .exited(code: 2))
    #expect(
      try node.text(report.standardError)
        == "sandboxpp-validator: /in/predictions: line 3: the label must be 0 or 1\n")
  }

  @Test(arguments: [["--threshold", "2"], ["--threshold", "x"], ["--unknown"], ["--output"]])
  func `arguments that make no sense are refused`(options: [String]) async throws {
    let report = try await run("id,label,score,group\n1,1,0.9,a\n", options)
    #expect(report.ending == .exited(code: 2))
    #expect(try node.text(report.standardError).hasPrefix("sandboxpp-validator: "))
  }
}
