import Glibc

/// A user id that one job has for itself, for as long as this reference lives.
final class UserLease {
  /// The user id, which is its group's id as well.
  let user: UInt32
  private let lock: Descriptor

  private init(user: UInt32, lock: Descriptor) {
    self.user = user
    self.lock = lock
  }

  /// Takes the first free id of a pool.
  ///
  /// An id whose guard was killed is free only once its last process is gone.
  static func take(from pool: UserPool) throws(GuardError) -> UserLease {
    for user in pool.first..<(pool.first + pool.count) {
      let file = try Descriptor.open(pool.locks + "/\(user)", O_RDWR | O_CREAT)
      if file.lock() && !ProcessTree.isInUse(user: user) {
        return UserLease(user: user, lock: file)
      }
    }
    throw GuardError.noUserLeft
  }
}
