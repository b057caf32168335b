import CSeccomp
import Glibc

extension Attempt {
  /// Turns the end of a child and a request to stop into lines of a file.
  static func catchSignals() throws(GuardError) -> Descriptor {
    var caught = sigset_t()
    unsafe sigemptyset(&caught)
    for signal in [SIGCHLD, SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&caught, signal) }
    unsafe sigprocmask(SIG_BLOCK, &caught, nil)
    // The worker may be gone when something is announced to it.
    signal(SIGPIPE, SIG_IGN)
    let number = unsafe signalfd(-1, &caught, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
    guard number >= 0 else { throw GuardError.systemCall("signalfd", code: errno) }
    return Descriptor(owning: number)
  }

  /// Whether among the signals that were read is someone asking the guard to stop.
  ///
  /// Each is a record that begins with the signal's number.
  static func wasAskedToStop(_ records: ArraySlice<UInt8>) -> Bool {
    let size = MemoryLayout<signalfd_siginfo>.size
    return stride(from: records.startIndex, to: records.endIndex, by: size).contains { start in
      Int32(records[start]) != SIGCHLD
    }
  }

  /// Kills and awaits every process that came to the guard when its parent died.
  ///
  /// The namespace's first process ends only after all others in it, so afterwards nothing is left.
  static func reapOrphans() {
    while true {
      for orphan in ProcessTree(root: getpid()).children(of: getpid()) { kill(orphan, SIGKILL) }
      var status: Int32 = 0
      if unsafe waitpid(-1, &status, 0) < 0 && errno == ECHILD { return }
    }
  }
}
