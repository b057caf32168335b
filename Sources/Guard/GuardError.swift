import Glibc

/// What keeps a guard from doing its work; what ends a job is an ``Ending``.
public enum GuardError: Error, Equatable, CustomStringConvertible {
  /// The operating system refused a call, with its error number.
  case systemCall(String, code: Int32)
  /// The attempt's order is missing, too long or not what this version writes.
  case malformedOrder(reason: String)
  /// The attempt has run before, or another guard has it.
  case alreadyTaken
  /// A program of the operating system is missing.
  case missingProgram(String, package: String)
  /// Every user id of the pool has a job.
  case noUserLeft
  /// The filter of system calls could not be made.
  case filter(code: Int32)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .systemCall(let name, let code):
      "The system call \(name) failed: \(unsafe String(cString: strerror(code)))."
    case .malformedOrder(let reason): "The attempt's order cannot be read: \(reason)."
    case .alreadyTaken: "The attempt has run before or is running; ask for its report instead."
    case .missingProgram(let name, let package):
      "\(name) is missing on this node; install the package \(package)."
    case .noUserLeft:
      "Every user id kept for jobs on this node is in use; wait for a job to end or widen the pool."
    case .filter(let code): "libseccomp could not build the filter of system calls (code \(code))."
    }
  }
}
