public import Postgres
internal import Transparency

/// `seal`: takes entries into the tree, signs and publishes, in the order of ``Seal``.
///
/// One is active by an advisory lock; a second waits. Every failure ends in reading folder and
/// database anew, so a restart of either needs nobody.
public struct Sealer: Sendable {
  private let duty: Duty
  private let database: SealDatabase
  private let store: TileStore
  private let key: LogKey

  /// A sealer of a database into a folder.
  ///
  /// - Parameters:
  ///   - configuration: how to reach the database, as a login that may take the role `sealer`.
  ///   - pool: connections to the same database, with the schema's search path.
  ///   - folder: the log's folder, which a web server may serve as it is.
  ///   - key: the log's key.
  ///   - log: takes a line for the operator now and then; it never holds the content of an entry.
  public init(
    _ configuration: Configuration, pool: Pool, folder: String, key: LogKey,
    log: @escaping @Sendable (String) -> Void
  ) {
    duty = Duty(lock: Bounds.sealerLock, configuration: configuration, log: log)
    database = SealDatabase(pool: pool)
    store = TileStore(directory: folder)
    self.key = key
  }

  /// Seals until the task is cancelled.
  ///
  /// - Throws: `DutyError` when nothing may be signed any more.
  public func run() async throws {
    try await duty.keep { [self] in
      let folder = try FolderLock(store.directory)
      defer { withExtendedLifetime(folder) {} }
      var seal = try await Seal.resume(database, store, key)
      duty.log("The log \(key.origin) has \(seal.head.size) entries. Sealing.")
      while !Task.isCancelled {
        let count = try await seal.step(Bounds.sealedAtOnce)
        if count < Bounds.sealedAtOnce { try await Task.sleep(for: Bounds.sealerRest) }
      }
    }
  }

  /// Seals what waits now, and ends.
  ///
  /// - Returns: the size of the log.
  /// - Throws: `DutyError`, also when another sealer is active, or what interrupted it.
  public func runOnce() async throws -> Int {
    try await duty.once { [self] in
      let folder = try FolderLock(store.directory)
      defer { withExtendedLifetime(folder) {} }
      var seal = try await Seal.resume(database, store, key)
      while try await seal.step(Bounds.sealedAtOnce) == Bounds.sealedAtOnce {}
      return seal.head.size
    }
  }
}
