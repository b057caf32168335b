import Dispatch
import Foundation
import Glibc

/// A TCP client that sends what no well-behaved client would.
///
/// Its calls block, so they run on a thread of their own and never on the pool that answers.
final class RawClient: Sendable {
  struct Failure: Error { let code: Int32 }

  /// Long enough for any machine; a test that hangs fails instead.
  private static let patienceSeconds = 60

  private let descriptor: Int32

  init(port: Int, receiveBufferBytes: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    var patience = timeval(tv_sec: RawClient.patienceSeconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    if var bytes = receiveBufferBytes {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(code: errno) }
  }

  deinit { close(descriptor) }

  /// Sends all of the text; false once the peer has closed.
  @discardableResult
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Reads until the peer closes, or until the text so far contains all that is given.
  func read(until awaited: String...) async throws -> String {
    try await RawClient.offPool {
      var received: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = recv(self.descriptor, &piece, piece.count, 0)
        // A reset is a close as well.
        if count == 0 || (count < 0 && errno == ECONNRESET) { break }
        guard count > 0 else { throw Failure(code: errno) }
        received += piece[..<count]
        guard !awaited.isEmpty else { continue }
        let text = String(decoding: received, as: UTF8.self)
        if awaited.allSatisfy(text.contains) { break }
      }
      return String(decoding: received, as: UTF8.self)
    }
  }

  /// Runs something that blocks beside the cooperative pool.
  static func offPool<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }
}

/// Leaves the processor to the server for a moment; paces a drip, decides nothing.
func sleepBriefly() { usleep(5_000) }
