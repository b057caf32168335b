import Glibc
import Guard

/// Folders that nobody else may enter.
enum Folders {
  /// Makes a folder where there is none.
  static func make(_ path: String) throws(ComputeError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw ComputeError.storage(operation: "mkdir", reason: reason(errno))
    }
  }

  /// Makes a folder's list of names last through a power failure.
  static func keep(_ path: String) throws(ComputeError) {
    try ComputeError.at("fsync") { () throws(GuardError) in
      try Descriptor.open(path, O_RDONLY | O_DIRECTORY).sync()
    }
  }

  /// Removes a folder of files; deeper folders stay, and keep it.
  static func remove(_ path: String) {
    for name in Files.names(in: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// The system's words for an error number.
  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension ComputeError {
  /// Runs an operation on files and gives its failure this module's name.
  static func at<Value>(_ operation: String, _ work: () throws(GuardError) -> Value)
    throws(ComputeError) -> Value
  {
    do {
      return try work()
    } catch {
      throw ComputeError.storage(operation: operation, reason: error.description)
    }
  }
}
