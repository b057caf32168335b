/// Everything a guard must know to run one attempt; written by the engine, read once by the guard.
public struct GuardOrder: Codable, Equatable, Sendable {
  /// The attempt's name, unique for ever.
  public var name: String
  /// The program inside the sandbox and its arguments.
  public var command: [String]
  /// The job's whole environment beside `PATH`, `HOME`, `TMPDIR` and `LANG`.
  public var environment: [String: String]
  /// Files that the job may read.
  public var inputs: [Input]
  /// What the job may use.
  public var limits: JobLimits
  /// When the lease ends unless it is renewed, in nanoseconds since the machine started
  /// (`CLOCK_BOOTTIME`).
  public var leaseEnd: UInt64
  /// Where the user ids of jobs come from when the guard runs as root; nil runs it as the guard.
  public var users: UserPool?
  /// How the memory of the whole tree is bounded.
  public var memory: MemoryMeasure

  /// A file on the node, bound read-only as `/in/<name>`.
  public struct Input: Codable, Equatable, Sendable {
    /// The name inside the sandbox.
    public var name: String
    /// The path on the node.
    public var path: String

    /// Names a file for the job.
    public init(name: String, path: String) {
      self.name = name
      self.path = path
    }
  }

  /// Describes an attempt.
  public init(
    name: String, command: [String], environment: [String: String] = [:], inputs: [Input] = [],
    limits: JobLimits = JobLimits(), leaseEnd: UInt64, users: UserPool? = nil,
    memory: MemoryMeasure = .automatic
  ) {
    self.name = name
    self.command = command
    self.environment = environment
    self.inputs = inputs
    self.limits = limits
    self.leaseEnd = leaseEnd
    self.users = users
    self.memory = memory
  }
}

/// How the memory of all processes of a job is bounded.
public enum MemoryMeasure: String, Codable, Sendable {
  /// A control group where one can be made, else samples.
  case automatic
  /// The guard sums what each process holds, five times a second.
  case samples
}

/// User ids that belong to jobs alone, one a running job.
public struct UserPool: Codable, Equatable, Sendable {
  /// The first id; the ids up to `first + count - 1` are the pool's.
  public var first: UInt32
  /// How many ids, and so how many jobs at one time.
  public var count: UInt32
  /// A folder of lock files, one an id, shared by every guard of the node.
  public var locks: String

  /// Names a range of user ids.
  ///
  /// The default begins above what Debian and systemd hand out (systemd's containers end at
  /// 1,879,048,191).
  public init(first: UInt32 = 2_000_000_000, count: UInt32 = 1_000, locks: String) {
    self.first = first
    self.count = count
    self.locks = locks
  }
}
