internal import Foundation
internal import Glibc

/// One sealer for one folder, whatever database it serves: held for as long as this exists.
///
/// It makes reading the checkpoint, comparing and replacing it one step.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: `DutyError.folderInUse`, also when the folder cannot be made or opened.
  init(_ folder: String) throws(DutyError) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .folderInUse }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .folderInUse
    }
  }

  deinit { close(descriptor) }
}
