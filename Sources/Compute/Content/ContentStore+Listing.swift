public import Crypto
import Glibc
import Guard

extension ContentStore {
  /// The digests of all that is stored, in their order; what has another name is left out.
  public func digests() -> some Sequence<Digest> {
    let folder = root + "/sha256"
    return Files.names(in: folder).sorted().lazy.flatMap { first in
      Files.names(in: folder + "/" + first).sorted().lazy.compactMap { Digest(hex: first + $0) }
    }
  }

  /// Counts what began to arrive longer ago and did not come whole.
  ///
  /// - Parameters:
  ///   - age: how long ago.
  ///   - isTaken: whether to take it away.
  /// - Returns: how many there are.
  public func staleDrafts(olderThan age: Duration, taking isTaken: Bool) -> Int {
    let limit = time(nil) - Int(age.components.seconds)
    return Files.names(in: drafts).count { name in
      var information = stat()
      let path = drafts + "/" + name
      guard stat(path, &information) == 0, information.st_mtim.tv_sec < limit else { return false }
      return !isTaken || unlink(path) == 0
    }
  }
}
