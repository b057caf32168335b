/// The command line that puts a job into its sandbox.
///
/// From outside to inside: `setpriv` (as root only) gives up being root, `bwrap` makes namespaces
/// and file system, `prlimit` sets the limits of one process. The limits are set inside, after the
/// namespaces: outside, the kernel would exempt root from them and `bwrap` could not start for a
/// user with many processes. Then a shell of ours, itself under these limits, runs the job's
/// command and sends what is left in `/out`.
struct SandboxCommand {
  let order: GuardOrder
  /// The user of the job, if the guard is root.
  let user: UInt32?

  /// The descriptors that the sandbox gets beside standard input, output and error.
  enum File {
    static let filter: Int32 = 3
    static let status: Int32 = 4
    static let permission: Int32 = 7
    static let results: Int32 = 8
    static let phase: Int32 = 9
  }

  /// The lines our shell writes when a phase begins.
  enum Phase {
    static let started = "started"
    static let ended = "ended"
    static let collected = "collected"
  }

  /// `/tmp` and `/out` are larger than their limits by this, so that the guard sees the crossing.
  static let margin: Int64 = 64 << 10
  /// More processes than the limit may be made, so that the guard sees the crossing; our shell and
  /// what it runs are among them.
  static let processMargin = 8

  static let bubblewrap = "/usr/bin/bwrap"
  static let setpriv = "/usr/bin/setpriv"

  var words: [String] {
    let asUser = user.map { user in
      [Self.setpriv, "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "--"]
    }
    return (asUser ?? []) + [Self.bubblewrap] + isolation + fileSystem + ["--"] + processLimits
      + shell + environment + order.command
  }

  private var isolation: [String] {
    [
      "--unshare-all", "--new-session", "--die-with-parent", "--cap-drop", "ALL", "--clearenv",
      "--hostname", "sandbox", "--seccomp", "\(File.filter)", "--json-status-fd",
      "\(File.status)",
    ]
  }

  private var fileSystem: [String] {
    var words = ["--ro-bind", "/usr", "/usr"]
    for name in ["bin", "sbin", "lib", "lib32", "lib64", "libx32"] where Files.exists("/" + name) {
      words += ["--symlink", "usr/" + name, "/" + name]
    }
    // Programs such as awk are links into /etc/alternatives.
    for path in ["/etc/alternatives", "/etc/ld.so.cache"] {
      words += ["--ro-bind-try", path, path]
    }
    for input in order.inputs {
      words += ["--ro-bind", input.path, "/in/" + input.name]
    }
    words += ["--proc", "/proc", "--dev", "/dev"]
    words += ["--size", "\(order.limits.diskBytes + Self.margin)", "--tmpfs", "/tmp"]
    words += ["--size", "\(order.limits.outputBytes + Self.margin)", "--tmpfs", "/out"]
    // Both are writable, half the machine's memory each, unless closed.
    return words + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
  }

  private var inputBytes: Int64 {
    order.inputs.reduce(0) { $0 + (Files.size($1.path) ?? 0) }
  }

  private var processLimits: [String] {
    let limits = order.limits
    return [
      "/usr/bin/prlimit", "--nproc=\(limits.processes + Self.processMargin)",
      // Bounds what one process can take between two looks of the guard, and leaves room to map
      // every input.
      "--as=\(limits.memoryBytes * 2 + inputBytes)",
      "--cpu=\(limits.processorSeconds):\(limits.processorSeconds + 1)",
      // Above both file systems, so that a full one is what a job meets first.
      "--fsize=\(max(limits.diskBytes, limits.outputBytes) + 2 * Self.margin)",
      "--nofile=\(limits.openFiles)",
      "--core=0", "--",
    ]
  }

  /// Waits for the guard's word before the command and before the archive: the guard looks at what
  /// is used while it can still be seen.
  ///
  /// Files of the same content make the same archive.
  private var shell: [String] {
    let script = """
      echo \(Phase.started) >&\(File.phase); read -r word <&\(File.permission)
      "$@" \(File.permission)<&- \(File.results)>&- \(File.phase)>&-; code=$?
      echo \(Phase.ended) >&\(File.phase); read -r word <&\(File.permission)
      kill -9 -1 2>/dev/null
      /usr/bin/tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu \
        -C /out -cf - . >&\(File.results) && echo \(Phase.collected) >&\(File.phase)
      exit $code
      """
    return ["/bin/sh", "-c", script, "sandbox"]
  }

  /// The command gets its variables last: one that changes how programs load (`LD_PRELOAD`) must
  /// not reach ours.
  private var environment: [String] {
    var variables = [
      "PATH": "/usr/bin:/bin", "HOME": "/tmp", "TMPDIR": "/tmp", "LANG": "C.UTF-8",
    ]
    variables.merge(order.environment) { _, own in own }
    return ["/usr/bin/env", "-i"]
      + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
