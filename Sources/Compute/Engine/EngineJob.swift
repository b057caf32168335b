public import Crypto
public import Guard

/// What an engine must know to run one attempt.
public struct EngineJob: Sendable, Equatable {
  /// The attempt's name, by which it is found again.
  public var name: AttemptName
  /// The program and its arguments, as seen in the sandbox.
  public var command: [String]
  /// The job's environment; nothing of the node's is added but a plain `PATH`, `HOME`, `TMPDIR` and
  /// `LANG`.
  ///
  /// No place for secrets: the node's users see it in the list of processes.
  public var environment: [String: String]
  /// Content that the job may read, bound read-only as `/in/<name>`.
  public var inputs: [Input]
  /// What the job may use.
  public var limits: JobLimits
  /// Graphics processors asked for.
  public var graphicsProcessors: Int
  /// A word of the submitter's that the engine keeps with the attempt.
  public var note: String

  /// Content for a job.
  public struct Input: Sendable, Equatable {
    /// The name inside the sandbox.
    public var name: String
    /// Which content.
    public var digest: Digest

    /// Names content for a job.
    public init(name: String, digest: Digest) {
      self.name = name
      self.digest = digest
    }
  }

  /// Describes an attempt.
  public init(
    name: AttemptName, command: [String], environment: [String: String] = [:],
    inputs: [Input] = [], limits: JobLimits = JobLimits(), graphicsProcessors: Int = 0,
    note: String = ""
  ) {
    self.name = name
    self.command = command
    self.environment = environment
    self.inputs = inputs
    self.limits = limits
    self.graphicsProcessors = graphicsProcessors
    self.note = note
  }

  /// The most inputs, words and variables of a job, and bytes of one of them: what fits on a
  /// command line with room to spare.
  static let bounds = (inputs: 256, words: 1_024, bytes: 64 << 10)

  /// What about the job cannot be run by any engine; nil if nothing.
  var defect: String? {
    guard limits.isUsable else { return "a limit is zero, negative or beyond all measure" }
    guard let program = command.first, !program.isEmpty, !program.contains("=") else {
      return "the command's first word must name a program and hold no equals sign"
    }
    guard inputs.count <= Self.bounds.inputs, Set(inputs.map(\.name)).count == inputs.count,
      inputs.allSatisfy({ AttemptName.isName($0.name) })
    else {
      return "at most \(Self.bounds.inputs) inputs with distinct plain names are allowed"
    }
    guard environment.keys.allSatisfy(Self.isVariable) else {
      return "a variable's name must be letters, digits and underscores, no digit first"
    }
    let words = command + environment.map { $0.key + "=" + $0.value }
    guard words.count <= Self.bounds.words, !words.contains(where: { $0.utf8.contains(0) }),
      words.reduce(0, { $0 + $1.utf8.count }) <= Self.bounds.bytes
    else {
      return "command and environment together are too long or hold a zero byte"
    }
    return nil
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (byte < 128 && Character(Unicode.Scalar(byte)).isLetter)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }
}
