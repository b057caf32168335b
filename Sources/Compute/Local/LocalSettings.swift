public import Guard

/// How a node runs jobs of its own.
public struct LocalSettings: Sendable {
  /// The words that start a guard, before the attempt's folder: the program and `guard`.
  public var guardCommand: [String]
  /// The folder of attempts, on a disk of this node, one engine's alone.
  public var folder: String
  /// The name of the node in an attempt's identity.
  public var node: String
  /// User ids for jobs; nil runs them as the worker's own user, which only a worker that is not
  /// root may do.
  public var users: UserPool?
  /// How the memory of a job is bounded.
  public var memory: MemoryMeasure
  /// The most that one job may ask for.
  public var ceiling: JobLimits

  /// Describes a node.
  public init(
    guardCommand: [String], folder: String, node: String, users: UserPool?,
    memory: MemoryMeasure = .automatic, ceiling: JobLimits = LocalSettings.defaultCeiling
  ) {
    self.guardCommand = guardCommand
    self.folder = folder
    self.node = node
    self.users = users
    self.memory = memory
    self.ceiling = ceiling
  }

  /// A day and 64 GiB of memory: above it, a job belongs on a cluster.
  public static let defaultCeiling = JobLimits(
    wallSeconds: 86_400, processorSeconds: 86_400 * 64, memoryBytes: 64 << 30,
    diskBytes: 64 << 30, outputBytes: 4 << 30, logBytes: 64 << 20, files: 1_000_000,
    processes: 4_096, openFiles: 65_536, graceSeconds: 60)
}
