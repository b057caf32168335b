import Compute
import Crypto
import Foundation
import Guard

/// What a job runs, as its requester wrote it down: the JSON in the job's row.
///
/// `{"command": ["/in/model", "--epochs", "3"], "inputs": [{"name": "model", "digest": "…"}],
/// "programs": ["sandboxpp-validator"], "environment": {"SEED": "7"}, "limits": {"memory_mib": 512,
/// "disk_mib": 256, "output_kib": 16384, "log_kib": 1024, "processes": 64, "files": 10000}}`
struct JobSpecification: Decodable {
  /// The program in the sandbox and its arguments.
  let command: [String]
  /// Content bound as `/in/<name>`.
  let inputs: [Input]?
  /// Programs of the engine itself, bound as `/in/<name>`.
  let programs: [String]?
  /// The job's environment.
  let environment: [String: String]?
  /// Bounds below the node's usual ones, or above, up to the node's ceiling.
  let limits: Limits?
  /// Graphics processors.
  let graphicsProcessors: Int?

  /// Content by digest.
  struct Input: Decodable {
    let name: String
    let digest: String
  }

  /// Bounds in units that people write.
  struct Limits: Decodable {
    let memoryMib: Int64?
    let diskMib: Int64?
    let outputKib: Int64?
    let logKib: Int64?
    let processes: Int?
    let files: Int?
    let openFiles: Int?
    let processorSeconds: Int?
  }

  /// Reads a specification and makes of it what an engine runs.
  ///
  /// - Parameters:
  ///   - job: The claimed job.
  ///   - name: The attempt's name.
  ///   - programs: The engine's own programs by name.
  /// - Returns: What the engine is asked to run.
  /// - Throws: ``Defect``, in a sentence for the requester.
  static func engineJob(
    for job: ClaimedJob, name: AttemptName, programs: [String: Digest]
  ) throws(Defect) -> EngineJob {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard
      let specification = try? decoder.decode(
        JobSpecification.self, from: Data(job.specification.utf8))
    else {
      throw Defect(
        reason: "the specification cannot be read; it needs a command, and inputs with name and "
          + "digest")
    }
    var inputs = try (specification.inputs ?? []).map { (input) throws(Defect) in
      // The plan approves digests, and the claim was made on this list alone.
      guard job.approved.contains(input.digest), let digest = Digest(hex: input.digest) else {
        throw Defect(reason: "an input is not among the digests that the job was requested with")
      }
      return EngineJob.Input(name: input.name, digest: digest)
    }
    for program in specification.programs ?? [] {
      guard let digest = programs[program] else {
        throw Defect(reason: "this node has no program of that name")
      }
      inputs.append(EngineJob.Input(name: program, digest: digest))
    }
    return EngineJob(
      name: name, command: specification.command, environment: specification.environment ?? [:],
      inputs: inputs, limits: specification.jobLimits(seconds: job.seconds),
      graphicsProcessors: specification.graphicsProcessors ?? 0, note: job.part)
  }

  /// Why a specification cannot be run by any worker.
  struct Defect: Error, Equatable {
    let reason: String
  }

  private func jobLimits(seconds: Int) -> JobLimits {
    var bounds = JobLimits(wallSeconds: seconds)
    guard let limits else { return bounds }
    bounds.memoryBytes = Self.bytes(limits.memoryMib, 20) ?? bounds.memoryBytes
    bounds.diskBytes = Self.bytes(limits.diskMib, 20) ?? bounds.diskBytes
    bounds.outputBytes = Self.bytes(limits.outputKib, 10) ?? bounds.outputBytes
    bounds.logBytes = Self.bytes(limits.logKib, 10) ?? bounds.logBytes
    bounds.processes = limits.processes ?? bounds.processes
    bounds.files = limits.files ?? bounds.files
    bounds.openFiles = limits.openFiles ?? bounds.openFiles
    bounds.processorSeconds = limits.processorSeconds ?? bounds.processorSeconds
    return bounds
  }

  /// What is beyond all measure becomes a bound that the engine refuses, and never overflows.
  private static func bytes(_ count: Int64?, _ shift: Int64) -> Int64? {
    count.map { $0 < 1 ? 0 : min($0, 1 << 40) << shift }
  }
}
