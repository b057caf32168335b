import Compute
import Crypto
import Foundation
import Guard
import Testing

@testable import Worker

/// What a requester wrote, and what becomes of it.
struct JobSpecificationTests {
  static let digest = SHA256.digest("model")
  static let program = SHA256.digest("program")

  static func job(_ specification: String, approved: [String] = [digest.hex]) throws -> EngineJob {
    let claimed = ClaimedJob(
      held: HeldJob(id: UUID(), token: 1), reference: "J1", part: "validator",
      specification: specification, approved: approved, seconds: 30)
    return try JobSpecification.engineJob(
      for: claimed, name: try AttemptName("sbx-a-1"), programs: ["validator": program])
  }

  @Test func `a whole specification becomes a job`() throws {
    let job = try Self.job(
      """
      {"command": ["/in/validator", "/in/model"],
       "inputs": [{"name": "model", "digest": "\(Self.digest.hex)"}],
       "programs": ["validator"], "environment": {"SEED": "7"}, "graphics_processors": 1,
       "limits": {"memory_mib": 512, "disk_mib": 2, "output_kib": 3, "log_kib": 4, "processes": 5,
                  "files": 6, "open_files": 7, "processor_seconds": 8}}
      """)
    #expect(job.command == ["/in/validator", "/in/model"])
    #expect(
      job.inputs == [
        .init(name: "model", digest: Self.digest), .init(name: "validator", digest: Self.program),
      ])
    #expect(job.environment == ["SEED": "7"])
    #expect(job.graphicsProcessors == 1)
    #expect(job.note == "validator")
    #expect(
      job.limits
        == JobLimits(
          wallSeconds: 30, processorSeconds: 8, memoryBytes: 512 << 20, diskBytes: 2 << 20,
          outputBytes: 3 << 10, logBytes: 4 << 10, files: 6, processes: 5, openFiles: 7))
  }

  @Test func `a command is enough`() throws {
    let job = try Self.job(#"{"command": ["/bin/true"]}"#)
    #expect(job.limits == JobLimits(wallSeconds: 30))
    #expect(job.inputs.isEmpty)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"command": "sh"}"#, #"{"command": [], "inputs": [{"name": "x"}]}"#,
    #"{"command": ["x"], "programs": ["unknown"]}"#,
    #"{"command": ["x"], "inputs": [{"name": "x", "digest": "00"}]}"#,
    #"{"command": ["x"], "limits": {"memory_mib": 1.5}}"#,
  ])
  func `what cannot be run is refused in a sentence`(specification: String) {
    #expect(throws: JobSpecification.Defect.self) { try Self.job(specification) }
  }

  @Test func `a digest that was not approved is refused`() {
    #expect(throws: JobSpecification.Defect.self) {
      try Self.job(
        #"{"command": ["x"], "inputs": [{"name": "x", "digest": "\#(Self.digest.hex)"}]}"#,
        approved: [])
    }
  }

  @Test(arguments: [Int64.max, Int64.min, 0, -1, 1 << 44])
  func `a bound beyond all measure never overflows`(count: Int64) throws {
    let job = try Self.job(#"{"command": ["x"], "limits": {"memory_mib": \#(count)}}"#)
    #expect(!job.limits.isUsable)
  }

  @Test func `metrics are the decimal strings of the last line`() {
    let output = """
      warming up
      {"auc":"0.91","recall":"-1","samples":200,"threshold":"x","Bad":"1","n":3,"list":["1"]}

      """
    #expect(
      Metric.read(output) == [
        Metric(name: "auc", value: "0.91", samples: 200),
        Metric(name: "recall", value: "-1", samples: 200),
      ])
  }

  @Test(arguments: [
    "", "no json", #"{"auc":"0.9"}"#, #"{"auc":"0.9","samples":"200"}"#, "[1]",
  ])
  func `a line that is no measurement gives no metrics`(output: String) {
    #expect(Metric.read(output).isEmpty)
  }
}
