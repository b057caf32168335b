import CSeccomp
import Glibc

/// An open file, closed when the last reference to it goes.
///
/// An optimised program lets go of a reference at its last use, which may be the reading of
/// ``number``: what is done with a number is done in a method here, or while something holds the
/// reference.
package final class Descriptor: Sendable {
  /// The descriptor's number.
  package let number: Int32

  /// Takes over an open descriptor.
  package init(owning number: Int32) {
    self.number = number
  }

  deinit { close(number) }

  /// Opens a file that is closed on exec.
  package static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(GuardError)
    -> Descriptor
  {
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw GuardError.systemCall("open", code: errno) }
    return Descriptor(owning: number)
  }

  /// Makes a pipe whose ends are closed on exec: an end that leaked into another child would keep
  /// the reader from ever seeing the end of the file.
  package static func pipe() throws(GuardError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else {
      throw GuardError.systemCall("pipe2", code: errno)
    }
    return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
  }

  /// Lets ``read(_:)`` answer ``Reading/later`` instead of waiting.
  package func answerAtOnce() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  /// What a read gave.
  package enum Reading {
    /// Bytes, at least one.
    case bytes(ArraySlice<UInt8>)
    /// Nothing yet.
    case later
    /// Nothing ever again: the end of the file, or an error.
    case end
  }

  /// Reads at most `buffer.count` bytes.
  package func read(_ buffer: inout [UInt8]) -> Reading {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
      }
      if count > 0 { return .bytes(buffer[..<count]) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .later
      default: return .end
      }
    }
  }

  /// Reads to the end of the file, at most `limit` bytes.
  package func readAll(limit: Int) throws(GuardError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit + 1, 1 << 16))
    while case .bytes(let piece) = read(&buffer) {
      content += piece
      guard content.count <= limit else { throw GuardError.systemCall("read", code: EFBIG) }
    }
    return content
  }

  /// Writes all bytes.
  package func write(_ bytes: ArraySlice<UInt8>) throws(GuardError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { source in
        unsafe Glibc.write(number, source.baseAddress, source.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw GuardError.systemCall("write", code: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes what was written last through a power failure.
  package func sync() throws(GuardError) {
    guard fsync(number) == 0 else { throw GuardError.systemCall("fsync", code: errno) }
  }

  /// Another descriptor of the same open file, with a number of at least `lowest`.
  package func copy(from lowest: Int32) throws(GuardError) -> Descriptor {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, lowest)
    guard copy >= 0 else { throw GuardError.systemCall("fcntl", code: errno) }
    return Descriptor(owning: copy)
  }

  /// Gives the number to a call, during which the file stays open.
  package func withNumber<Value>(_ call: (Int32) -> Value) -> Value {
    defer { withExtendedLifetime(self) {} }
    return call(number)
  }

  /// Takes the file's lock for as long as this reference lives; false if another process has it.
  package func lock() -> Bool {
    flock(number, LOCK_EX | LOCK_NB) == 0
  }
}
