public import Foundation
import Glibc
import Synchronization

/// A folder of one test's own, removed with everything in it when the test lets go of it, at the
/// latest when the process ends.
///
/// Tests put files nowhere else, so a run leaves nothing behind.
public final class TemporaryFolder: Sendable {
  /// Its path, without a slash at the end.
  public let path: String

  /// Makes it, for its maker alone.
  ///
  /// - Throws: what Foundation throws when it cannot be made.
  public init() throws {
    let number = UInt64.random(in: 0 ... .max)
    path = FileManager.default.temporaryDirectory.path + "/sandboxpp-test-\(getpid())-\(number)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    _ = TemporaryFolder.sweeping
    TemporaryFolder.there.withLock { _ = $0.insert(path) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    TemporaryFolder.there.withLock { _ = $0.remove(path) }
  }

  /// Writes a file in it.
  ///
  /// - Parameters:
  ///   - name: the file's name.
  ///   - contents: its bytes.
  /// - Returns: the file's path.
  /// - Throws: what Foundation throws when it cannot be written.
  public func file(_ name: String, _ contents: Data = Data()) throws -> String {
    let file = path + "/" + name
    try contents.write(to: URL(filePath: file))
    return file
  }

  /// One for the whole process: what is written by one test and read by another.
  public static let shared = Result { try TemporaryFolder() }

  /// Those that nobody has let go of yet, for example what a whole suite shares.
  private static let there = Mutex<Set<String>>([])

  private static let sweeping: Int32 = atexit {
    for path in TemporaryFolder.there.withLock({ $0 }) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
