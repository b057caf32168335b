import Glibc

/// A memory control group for one job, where the node lets us make one.
final class ControlGroup {
  /// Version 1 or 2 of the kernel's interface.
  enum Version: String {
    case one = "cgroup v1"
    case two = "cgroup v2"
  }

  let version: Version
  private let path: String

  private init(version: Version, path: String) {
    self.version = version
    self.path = path
  }

  /// Removes the group, which works once nothing is in it.
  deinit { unsafe rmdir(path) }

  /// Makes a group with a limit, or nil where the node has no controller for us.
  static func make(name: String, memoryBytes: Int64) -> ControlGroup? {
    for place in places() {
      let path = place.path + "/" + prefix(name) + "\(getpid())"
      guard unsafe mkdir(path, 0o755) == 0 else { continue }
      let group = ControlGroup(version: place.version, path: path)
      if group.limit(to: memoryBytes) { return group }
    }
    return nil
  }

  /// Removes the group that a killed guard left; nothing happens if there is none.
  static func remove(name: String) {
    for place in places() {
      for left in Files.names(in: place.path) where left.hasPrefix(prefix(name)) {
        unsafe rmdir(place.path + "/" + left)
      }
    }
  }

  /// A name ends where the point stands: what follows is the guard's process.
  private static func prefix(_ name: String) -> String { "sandboxpp-\(name)." }

  /// Takes a process in, with all that it will make.
  func add(_ process: pid_t) -> Bool { Files.set(path + "/cgroup.procs", to: "\(process)") }

  /// The largest use so far in bytes.
  var peak: Int64 {
    switch version {
    case .one: number("memory.max_usage_in_bytes")
    case .two: max(number("memory.peak"), number("memory.current"))
    }
  }

  /// Whether the kernel killed a process because the group was full.
  var wasFull: Bool {
    let counts = Files.text(of: path + (version == .one ? "/memory.oom_control" : "/memory.events"))
    return (counts ?? "").split(separator: "\n").contains { line in
      line.hasPrefix("oom_kill ") && line != "oom_kill 0"
    }
  }

  private func limit(to bytes: Int64) -> Bool {
    switch version {
    case .one:
      guard Files.set(path + "/memory.limit_in_bytes", to: "\(bytes)") else { return false }
      // Absent where swap is not accounted for.
      _ = Files.set(path + "/memory.memsw.limit_in_bytes", to: "\(bytes)")
    case .two:
      guard Files.set(path + "/memory.max", to: "\(bytes)") else { return false }
      _ = Files.set(path + "/memory.swap.max", to: "0")
    }
    return true
  }

  private func number(_ file: String) -> Int64 {
    let text = Files.text(of: path + "/" + file)?.split(separator: "\n").first
    return text.flatMap { Int64($0) } ?? 0
  }

  /// Folders in which a group may be made, the best first.
  private static func places() -> [(version: Version, path: String)] {
    let own = (Files.text(of: "/proc/self/cgroup") ?? "").split(separator: "\n")
    let mounts = (Files.text(of: "/proc/self/mounts", limit: 1 << 20) ?? "").split(separator: "\n")
    var places: [(version: Version, path: String)] = []
    for mount in mounts.map({ $0.split(separator: " ") }) where mount.count >= 4 {
      if mount[2] == "cgroup2" {
        places += delegated(mount: String(mount[1]), own: path(in: own, controller: ""))
          .map { (.two, $0) }
      } else if mount[2] == "cgroup", mount[3].split(separator: ",").contains("memory") {
        places.append((.one, mount[1] + path(in: own, controller: "memory")))
      }
    }
    return places
  }

  /// The own group's path from lines such as `4:memory:/batch` and `0::/batch`.
  private static func path(in lines: [Substring], controller: Substring) -> String {
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      if parts.count == 3,
        parts[1].split(separator: ",").contains(controller) || parts[1] == controller
      {
        return parts[2] == "/" ? "" : String(parts[2])
      }
    }
    return ""
  }

  /// Version 2 gives controllers only to groups that hold no process themselves: ours if it is the
  /// root, else our parent.
  private static func delegated(mount: String, own: String) -> [String] {
    let parent = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ""
    return [mount + own, mount + parent].filter { folder in
      let given = Files.text(of: folder + "/cgroup.subtree_control") ?? ""
      return given.split(whereSeparator: \.isWhitespace).contains("memory")
        || Files.set(folder + "/cgroup.subtree_control", to: "+memory")
    }
  }
}
