internal import Foundation
internal import Glibc

/// What looks through files for what is known to be harmful: clamd, over its Unix socket.
///
/// The file is sent as it arrived (`INSTREAM`, clamd(8)), so clamd needs to read none of our folders.
public struct VirusScanner: Sendable {
  /// What it said of a file.
  enum Verdict: Equatable {
    case clean
    /// The name of what was found.
    case infected(String)
    /// It could not be asked, or could not answer.
    case unreachable
  }

  /// Where clamd listens.
  public let socket: String
  /// Whether a file is refused that could not be looked through.
  public let isRequired: Bool

  /// A scanner.
  ///
  /// - Parameters:
  ///   - socket: where clamd listens.
  ///   - isRequired: whether a file is refused that could not be looked through.
  public init(socket: String, isRequired: Bool) {
    self.socket = socket
    self.isRequired = isRequired
  }

  /// How long clamd may be silent: a large archive takes it some seconds.
  private static let patienceSeconds = 30
  private static let pieceBytes = 65_536

  /// Has a file looked through; waits for the disk and for clamd, so not on a thread that answers.
  func verdict(on bytes: ReadableBytes) -> Verdict {
    guard let connection = Connection(to: socket) else { return .unreachable }
    guard let answer = try? connection.scan(bytes) else { return .unreachable }
    return VirusScanner.verdict(in: answer)
  }

  /// `stream: OK`, or `stream: <name> FOUND`; anything else is no verdict.
  static func verdict(in answer: String) -> Verdict {
    let found = " FOUND"
    let start = "stream: "
    if answer == "stream: OK" { return .clean }
    guard answer.hasPrefix(start), answer.hasSuffix(found),
      answer.utf8.count > start.utf8.count + found.utf8.count
    else { return .unreachable }
    return .infected(String(answer.dropFirst(start.count).dropLast(found.count).prefix(200)))
  }

  /// One conversation.
  private final class Connection {
    private struct Broken: Error {}
    private let descriptor: Int32

    init?(to path: String) {
      var address = sockaddr_un()
      let name = Array(path.utf8)
      guard (1..<MemoryLayout.size(ofValue: address.sun_path)).contains(name.count) else {
        return nil
      }
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
      descriptor = Glibc.socket(
        AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return nil }
      var patience = timeval(tv_sec: VirusScanner.patienceSeconds, tv_usec: 0)
      let length = socklen_t(MemoryLayout<timeval>.size)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, length)
      setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, length)
      let isConnected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      guard isConnected else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func scan(_ bytes: ReadableBytes) throws -> String {
      try send(Array("zINSTREAM\0".utf8))
      var offset: Int64 = 0
      while offset < bytes.count {
        let piece = try bytes.read(offset, VirusScanner.pieceBytes)
        guard !piece.isEmpty else { throw Broken() }
        // Each piece behind its length, the most significant byte first; the last is empty.
        try send(length(piece.count) + piece)
        offset += Int64(piece.count)
      }
      try send(length(0))
      return try answer()
    }

    private func length(_ count: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    }

    private func send(_ bytes: [UInt8]) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 || errno == EINTR else { throw Broken() }
        rest = rest.dropFirst(max(count, 0))
      }
    }

    private func answer() throws -> String {
      var answer: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 512)
      while answer.count < 4_096, answer.last != 0 {
        let count = recv(descriptor, &piece, piece.count, 0)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        answer += piece[..<count]
      }
      guard answer.last == 0 else { throw Broken() }
      return String(decoding: answer.dropLast(), as: UTF8.self)
    }
  }
}
