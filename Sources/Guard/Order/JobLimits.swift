/// What one attempt may use; every bound is enforced by the kernel or by the guard.
public struct JobLimits: Codable, Equatable, Sendable {
  /// Seconds from the first process to the end of the last.
  public var wallSeconds: Int
  /// Processor seconds of one process (`RLIMIT_CPU`).
  public var processorSeconds: Int
  /// Bytes of memory of all processes together, temporary files included.
  public var memoryBytes: Int64
  /// Bytes of temporary files (`/tmp`).
  public var diskBytes: Int64
  /// Bytes of results (`/out`), which leave as one archive.
  public var outputBytes: Int64
  /// Bytes of standard output, and as many of standard error.
  public var logBytes: Int64
  /// Files and folders in `/tmp` and `/out` each.
  public var files: Int
  /// Processes and threads at one time.
  public var processes: Int
  /// Open files of one process (`RLIMIT_NOFILE`).
  public var openFiles: Int
  /// Seconds between the polite signal and the final one, when time is up or a stop is asked for.
  public var graceSeconds: Int

  /// Bounds for a small job; each can be set apart.
  public init(
    wallSeconds: Int = 600, processorSeconds: Int = 3_600, memoryBytes: Int64 = 1 << 30,
    diskBytes: Int64 = 256 << 20, outputBytes: Int64 = 16 << 20, logBytes: Int64 = 1 << 20,
    files: Int = 10_000, processes: Int = 64, openFiles: Int = 256, graceSeconds: Int = 5
  ) {
    self.wallSeconds = wallSeconds
    self.processorSeconds = processorSeconds
    self.memoryBytes = memoryBytes
    self.diskBytes = diskBytes
    self.outputBytes = outputBytes
    self.logBytes = logBytes
    self.files = files
    self.processes = processes
    self.openFiles = openFiles
    self.graceSeconds = graceSeconds
  }

  /// Whether every bound is positive; a grace of zero is allowed.
  public var isUsable: Bool {
    [wallSeconds, processorSeconds, files, processes, openFiles].allSatisfy { $0 > 0 }
      && [memoryBytes, diskBytes, outputBytes, logBytes].allSatisfy { $0 > 0 }
      && [memoryBytes, diskBytes, outputBytes, logBytes].allSatisfy { $0 < 1 << 50 }
      && graceSeconds >= 0 && wallSeconds < 1 << 30 && graceSeconds < 1 << 20
  }
}
