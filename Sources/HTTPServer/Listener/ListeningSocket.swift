internal import Foundation
internal import Glibc

/// Why a listener could not start, with what to do about it.
struct ListenFailure: Error, CustomStringConvertible {
  let description: String

  init(_ address: String, _ port: Int, _ reason: String) {
    description = "Cannot listen on \(address), port \(port): \(reason)"
  }
}

/// A TCP socket that listens.
struct ListeningSocket {
  let descriptor: Int32
  let port: Int

  /// Binds a numeric address of either family; port 0 takes a free one.
  ///
  /// - Throws: `ListenFailure` that names the address and what to do.
  init(address: String, port: Int) throws {
    guard let number = UInt16(exactly: port) else {
      throw ListenFailure(address, port, "a port is a number from 0 to 65535.")
    }
    var v4 = sockaddr_in()
    var v6 = sockaddr_in6()
    if unsafe inet_pton(AF_INET, address, &v4.sin_addr) == 1 {
      v4.sin_family = sa_family_t(AF_INET)
      v4.sin_port = number.bigEndian
      descriptor = try unsafe ListeningSocket.listen(at: &v4, AF_INET, address, port)
    } else if unsafe inet_pton(AF_INET6, address, &v6.sin6_addr) == 1 {
      v6.sin6_family = sa_family_t(AF_INET6)
      v6.sin6_port = number.bigEndian
      descriptor = try unsafe ListeningSocket.listen(at: &v6, AF_INET6, address, port)
    } else {
      throw ListenFailure(
        address, port, "give a numeric address such as 127.0.0.1, 0.0.0.0 or ::1.")
    }
    self.port = ListeningSocket.boundPort(of: descriptor) ?? port
  }

  private static func listen<Address>(
    at socketAddress: UnsafeMutablePointer<Address>, _ family: Int32, _ address: String,
    _ port: Int
  ) throws -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, kind | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw failure(address, port, errno) }
    var yes: Int32 = 1
    let width = socklen_t(MemoryLayout<Int32>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, width)
    let length = socklen_t(MemoryLayout<Address>.size)
    let bound = unsafe socketAddress.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe bind(descriptor, $0, length)
    }
    guard bound == 0, Glibc.listen(descriptor, SOMAXCONN) == 0 else {
      let code = errno
      close(descriptor)
      throw failure(address, port, code)
    }
    return descriptor
  }

  private static func boundPort(of descriptor: Int32) -> Int? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer -> Int? in
      let found = unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
      guard found == 0 else { return nil }
      // The port stands at the same place in both families.
      return unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        unsafe Int(UInt16(bigEndian: $0.pointee.sin_port))
      }
    }
  }

  private static func failure(_ address: String, _ port: Int, _ code: Int32) -> ListenFailure {
    switch code {
    case EADDRINUSE:
      ListenFailure(
        address, port, "another process listens there. Stop it, or choose another port.")
    case EADDRNOTAVAIL:
      ListenFailure(address, port, "this machine has no such address. Choose one that it has.")
    case EACCES:
      ListenFailure(
        address, port, "ports below 1024 need a privilege. Choose a port from 1024 upwards.")
    default:
      unsafe ListenFailure(address, port, String(cString: strerror(code)) + ".")
    }
  }

  /// Raises the process's limit of open files so that every connection finds a descriptor.
  static func makeRoom(forConnections connections: Int) {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(kind, &limit) == 0 else { return }
    // Beside the sockets: database connections, files being sent, the log.
    let wanted = rlim_t(connections + 256)
    guard limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    unsafe setrlimit(kind, &limit)
  }
}
