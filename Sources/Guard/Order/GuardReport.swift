/// How an attempt ended.
public enum Ending: Codable, Equatable, Sendable {
  /// The command ended by itself.
  case exited(code: Int32)
  /// A signal ended the command; none of the guard's.
  case signalled(signal: Int32)
  /// A limit, the lease or a stop ended it; `bound` is the limit in the unit of ``JobLimits``.
  case stopped(by: Limit, bound: Int64)
  /// Not one of the job's processes began.
  case refused(reason: String)
  /// The guard could not go on, and ended the job.
  case failed(reason: String)
  /// The guard itself was killed, and the job with it; nothing more is known.
  case vanished
}

/// What can stop a job.
public enum Limit: String, Codable, CaseIterable, Sendable {
  /// Wall time.
  case time
  /// Processor time of one process.
  case processorTime
  /// Memory of all processes.
  case memory
  /// Results in `/out`.
  case output
  /// Standard output or standard error.
  case log
  /// Temporary files in `/tmp`, or one file larger than they may be together.
  case disk
  /// Number of files.
  case files
  /// Processes and threads.
  case processes
  /// The lease ended.
  case lease
  /// The worker that held the lease is gone.
  case worker
  /// Someone asked for the stop.
  case stop
}

/// What a guard leaves behind: how the attempt ended and what it used.
public struct GuardReport: Codable, Equatable, Sendable {
  /// The attempt's name.
  public var name: String
  /// How it ended.
  public var ending: Ending
  /// When the first process began, in microseconds since 1970 UTC; nil if none did.
  public var startedAt: Int64?
  /// When nothing of it was left, in microseconds since 1970 UTC.
  public var endedAt: Int64
  /// What it used.
  public var usage: Usage

  /// What an attempt used.
  public struct Usage: Codable, Equatable, Sendable {
    /// Wall time in milliseconds.
    public var wallMilliseconds: Int64 = 0
    /// Processor time of all processes in milliseconds.
    public var processorMilliseconds: Int64 = 0
    /// The largest memory seen, in bytes.
    public var memoryPeakBytes: Int64 = 0
    /// What bounded and measured the memory: `cgroup v2`, `cgroup v1` or `samples`.
    public var memoryMeasure = ""
    /// Bytes kept of standard output.
    public var stdoutBytes: Int64 = 0
    /// Bytes kept of standard error.
    public var stderrBytes: Int64 = 0
    /// Bytes of the archive of results; zero when none was kept.
    public var outputBytes: Int64 = 0
    /// Whether the archive holds all that the job left in `/out`.
    public var outputComplete = false

    /// Nothing used.
    public init() {}
  }

  /// Describes an attempt's end.
  public init(
    name: String, ending: Ending, startedAt: Int64? = nil, endedAt: Int64, usage: Usage = Usage()
  ) {
    self.name = name
    self.ending = ending
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.usage = usage
  }
}
