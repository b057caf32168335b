import Glibc

/// The processes of a job, read from `/proc`.
///
/// What it gives is a look at something that moves: good for counting and for the polite signal.
/// The final signal goes to the namespace's first process, from which nothing escapes.
struct ProcessTree {
  /// The namespace's first process.
  let root: pid_t

  /// Every process below the root, at most `limit`.
  func descendants(limit: Int) -> [pid_t] {
    var found = children(of: root)
    var next = 0
    while next < found.count && found.count <= limit {
      found += children(of: found[next])
      next += 1
    }
    return found
  }

  /// The processes that `process` made and that still live.
  func children(of process: pid_t) -> [pid_t] {
    Files.names(in: "/proc/\(process)/task").flatMap { thread in
      let line = Files.text(of: "/proc/\(process)/task/\(thread)/children") ?? ""
      return line.split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// The number of threads of a process; zero once it is gone.
  static func threads(of process: pid_t) -> Int {
    Files.names(in: "/proc/\(process)/task").count
  }

  /// Bytes that a process alone answers for: its share of memory that no file stands behind.
  ///
  /// What a file backs, such as a mapped model, the kernel takes back when it needs it.
  static func memory(of process: pid_t) -> Int64 {
    if let rollup = Files.text(of: "/proc/\(process)/smaps_rollup") {
      return sum(of: ["Pss_Anon:", "Pss_Shmem:"], in: rollup)
    }
    let status = Files.text(of: "/proc/\(process)/status") ?? ""
    return sum(of: ["RssAnon:", "RssShmem:"], in: status)
  }

  private static func sum(of names: [Substring], in text: String) -> Int64 {
    text.split(separator: "\n").reduce(0) { sum, line in
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
        .flatMap { $0.split(separator: "\t") }
      guard words.count >= 2, names.contains(words[0]), let kilobytes = Int64(words[1]) else {
        return sum
      }
      return sum + kilobytes * 1_024
    }
  }

  /// Whether any process runs under this user id.
  static func isInUse(user: UInt32) -> Bool {
    Files.names(in: "/proc").contains { name in
      guard name.first?.isNumber == true else { return false }
      // The folder's owner would be root for a process that hides its memory.
      return (Files.text(of: "/proc/\(name)/status") ?? "").contains("\nUid:\t\(user)\t")
    }
  }
}
