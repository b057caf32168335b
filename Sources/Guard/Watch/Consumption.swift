import CSeccomp
import Glibc

/// A look at what a job uses now.
struct Consumption {
  /// Processes and threads.
  var processes = 0
  /// Bytes of memory, temporary files included; zero when a control group counts them.
  var memoryBytes: Int64 = 0
  /// Bytes in `/tmp`.
  var diskBytes: Int64 = 0
  /// Bytes in `/out`.
  var outputBytes: Int64 = 0
  /// Files in `/tmp` or `/out`, whichever has more.
  var files = 0

  /// Looks at the tree below the sandbox's first process; `shell` is our shell, through which its
  /// file system is seen.
  static func look(at tree: ProcessTree, shell: pid_t, limits: JobLimits, countMemory: Bool)
    -> Consumption
  {
    var seen = Consumption()
    let members = tree.descendants(limit: limits.processes + SandboxCommand.processMargin)
      .filter { $0 != shell }
    seen.processes = members.reduce(0) { $0 + ProcessTree.threads(of: $1) }
    for (folder, bytes) in [("tmp", \Consumption.diskBytes), ("out", \Consumption.outputBytes)] {
      var information = statvfs()
      guard unsafe statvfs("/proc/\(shell)/root/\(folder)", &information) == 0 else { continue }
      seen[keyPath: bytes] =
        Int64(information.f_blocks - information.f_bfree) * Int64(information.f_frsize)
      seen.files = max(seen.files, Int(information.f_files - information.f_ffree))
    }
    if countMemory {
      seen.memoryBytes = members.reduce(seen.diskBytes + seen.outputBytes) {
        $0 + ProcessTree.memory(of: $1)
      }
    }
    return seen
  }

  /// The limit that is crossed, if any.
  func exceeded(_ limits: JobLimits) -> Limit? {
    if memoryBytes > limits.memoryBytes { return .memory }
    if processes > limits.processes { return .processes }
    if outputBytes > limits.outputBytes { return .output }
    if diskBytes > limits.diskBytes { return .disk }
    return files > limits.files ? .files : nil
  }
}
