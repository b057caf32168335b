internal import Synchronization

/// What the connections of one listener share.
final class ListenerCore: Sendable {
  let router: Router
  let limits: ListenerLimits
  let activity = Activity()
  let bodies: Budget
  private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

  init(router: Router, limits: ListenerLimits) {
    self.router = router
    self.limits = limits
    bodies = Budget(limits.bodyBytesTogether)
  }

  func add(_ connection: Connection) {
    connections.withLock { $0[ObjectIdentifier(connection)] = connection }
  }

  func remove(_ connection: Connection) {
    connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection)) }
  }

  /// Does something to every open connection.
  ///
  /// The lock is held meanwhile, so that no descriptor is
  /// closed, and used anew, while it is being shut down.
  func forEach(_ act: (Connection) -> Void) {
    connections.withLock { for connection in $0.values { act(connection) } }
  }
}

/// A number of bytes that all connections share.
final class Budget: Sendable {
  private let left: Atomic<Int>

  init(_ bytes: Int) { left = Atomic(bytes) }

  /// Takes so many, or none and says false.
  func reserve(_ count: Int) -> Bool {
    guard left.subtract(count, ordering: .relaxed).newValue < 0 else { return true }
    left.add(count, ordering: .relaxed)
    return false
  }

  func release(_ count: Int) { left.add(count, ordering: .relaxed) }
}
