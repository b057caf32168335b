/// Where one attempt keeps its files; engine and guard meet here.
public struct AttemptFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Names the folder of an attempt.
  public init(path: String) {
    self.path = path
  }

  /// What is to be done; written by the engine before the guard starts.
  public var order: String { path + "/order.json" }
  /// A word that the engine keeps for whoever submitted the attempt.
  public var note: String { path + "/note" }
  /// How it ended; appears whole, once, and is never written again.
  public var report: String { path + "/report.json" }
  /// Locked by the guard for as long as anything of the job may be alive.
  public var lock: String { path + "/lock" }
  /// What the command wrote to standard output, cut at its limit; grows while it runs.
  public var standardOutput: String { path + "/stdout" }
  /// What the command wrote to standard error, cut at its limit; grows while it runs.
  public var standardError: String { path + "/stderr" }
  /// What the command left in `/out`, as one tar archive.
  public var results: String { path + "/results.tar" }
  /// What the guard itself had to complain about; empty in normal life.
  public var complaints: String { path + "/guard.log" }
}
