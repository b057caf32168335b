import CSeccomp
import Glibc

/// A program to be started with exactly the files, words and variables that are named.
package struct Spawn {
  /// The program's path and its arguments, the program's own name first.
  package var words: [String]
  /// The environment, and nothing of the parent's.
  package var environment: [String]
  /// Which open file becomes which descriptor of the child; held here so that none is closed before
  /// the child has it.
  package var files: [(source: Descriptor, target: Int32)]
  /// Whether the child leads a session of its own, so that no signal to the parent's group ends it.
  package var ownSession: Bool

  /// Describes a program to be started.
  package init(
    words: [String], environment: [String], files: [(source: Descriptor, target: Int32)],
    ownSession: Bool
  ) {
    self.words = words
    self.environment = environment
    self.files = files
    self.ownSession = ownSession
  }

  /// Starts the program and gives its process id.
  package func start() throws(GuardError) -> Int32 {
    // Sources are lifted above every target first, or one `dup2` could close another's source.
    let lifted = try files.map { (pair) throws(GuardError) in
      try (source: pair.source.copy(from: Self.liftedFrom), target: pair.target)
    }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for pair in lifted {
      unsafe posix_spawn_file_actions_adddup2(&actions, pair.source.number, pair.target)
    }
    let highest = files.map(\.target).max() ?? 2
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, highest + 1)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    setSignals(&attributes)
    defer { withExtendedLifetime(lifted) {} }
    return try unsafe launch(&actions, &attributes)
  }

  private static let liftedFrom: Int32 = 64

  /// The child starts with no signal blocked or ignored, whatever its parent did.
  private func setSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    if ownSession { flags |= Int32(SANDBOXPP_OWN_SESSION) }
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  private func launch(
    _ actions: inout posix_spawn_file_actions_t, _ attributes: inout posix_spawnattr_t
  ) throws(GuardError) -> Int32 {
    guard let program = words.first else {
      throw GuardError.systemCall("posix_spawn", code: ENOENT)
    }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe variables.forEach { unsafe free($0) }
    }
    var child = pid_t()
    let code = unsafe posix_spawn(&child, program, &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw GuardError.systemCall("posix_spawn", code: code) }
    return child
  }
}
