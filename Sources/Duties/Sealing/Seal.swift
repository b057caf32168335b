internal import Transparency

/// The edge of one log between database and folder, and the step that moves it.
///
/// The order of a step is what makes every crash harmless: tiles are staged, then indexes and root
/// are committed, then the checkpoint is signed over the one that was signed before, then all who
/// listen are told. What a crash leaves unfinished, ``resume`` finishes or writes anew. A value:
/// after any error it is thrown away and read again from folder and database.
struct Seal {
  /// Places in a step at which a test can end it.
  enum Point: CaseIterable {
    case tilesWritten, committed, checkpointWritten, announced
  }

  /// Where entries come from and indexes are kept.
  let database: SealDatabase
  /// Where the log is published.
  let store: TileStore
  let key: LogKey
  /// Told of each place in a step.
  let reached: @Sendable (Point) throws -> Void
  private(set) var writer: LogWriter
  /// The checkpoint in the folder, byte for byte; only it may be replaced.
  private(set) var checkpoint: [UInt8]

  /// The head that was signed last.
  var head: TreeHead { writer.head }

  /// Reads the log from its folder and the database, and finishes what a crash interrupted.
  ///
  /// - Throws: `DutyError` when nothing may be signed any more.
  static func resume(
    _ database: SealDatabase, _ store: TileStore, _ key: LogKey,
    reached: @escaping @Sendable (Point) throws -> Void = { _ in }
  ) async throws -> Seal {
    let committed = try await database.head()
    let (writer, checkpoint) = try edge(of: store, key, committed: committed)
    var seal = Seal(
      database: database, store: store, key: key, reached: reached, writer: writer,
      checkpoint: checkpoint)
    try await seal.catchUp(to: committed)
    return seal
  }

  /// The log's edge as it was signed last; the first checkpoint is that of an empty log.
  private static func edge(
    of store: TileStore, _ key: LogKey, committed: TreeHead
  ) throws -> (writer: LogWriter, checkpoint: [UInt8]) {
    guard let checkpoint = try published(in: store) else {
      guard committed.size == 0 else { throw DutyError.noCheckpoint(size: committed.size) }
      let first = try note(of: LogWriter().head, key)
      try store.write(first, to: "checkpoint")
      return (LogWriter(), first)
    }
    let origin = try Checkpoint(text: SignedNote(checkpoint).text).origin
    guard origin == key.origin else {
      throw DutyError.otherOrigin(asked: key.origin, found: origin)
    }
    let signed = try Checkpoint.open(checkpoint, log: key.verifierKey).head
    guard committed.size >= signed.size else {
      throw DutyError.databaseBehind(size: committed.size, signed: signed)
    }
    guard committed.size > signed.size || committed == signed else {
      throw DutyError.forked(database: committed, signed: signed)
    }
    let writer = try LogWriter(head: signed) { path throws(TransparencyError) in
      try store.read(path)
    }
    return (writer, checkpoint)
  }

  private static func published(in store: TileStore) throws(TransparencyError) -> [UInt8]? {
    do {
      return try store.read("checkpoint")
    } catch {
      guard case .missing = error else { throw error }
      return nil
    }
  }

  /// Publishes leaves that have an index but no tile or no checkpoint yet.
  ///
  /// Listeners are told in any case: the notice may be what was missing.
  private mutating func catchUp(to committed: TreeHead) async throws {
    let signed = head
    var extended = writer
    while extended.size < committed.size {
      let most = min(Bounds.sealedAtOnce, committed.size - extended.size)
      let entries = try await database.read(from: extended.size, most)
      guard entries.count == most else {
        throw DutyError.forked(database: committed, signed: signed)
      }
      try store.write(extended.append(entries).files)
    }
    guard extended.head == committed else {
      throw DutyError.forked(database: committed, signed: signed)
    }
    try publish(extended)
    try await database.announce(from: signed.size, size: head.size)
  }

  /// Takes what waits into the tree and publishes it.
  ///
  /// - Returns: how many entries were sealed.
  /// - Throws: what interrupted it; this value is then to be thrown away.
  mutating func step(_ most: Int) async throws -> Int {
    let batch = try await database.next(most)
    guard !batch.events.isEmpty else { return 0 }
    let old = head
    var extended = writer
    let grown = try extended.append(batch.entries)
    try store.write(grown.files)
    try reached(.tilesWritten)
    try await database.commit(batch.events, extending: old, to: grown.head)
    try reached(.committed)
    try publish(extended)
    try reached(.checkpointWritten)
    try await database.announce(from: old.size, size: head.size)
    try reached(.announced)
    store.removePartials(of: grown.fullPaths)
    return batch.events.count
  }

  /// Signs the head and puts it in the place of the checkpoint that this log was read from.
  private mutating func publish(_ extended: LogWriter) throws {
    guard extended.head != head else { return }
    guard try store.read("checkpoint") == checkpoint else { throw DutyError.checkpointReplaced }
    let note = try Seal.note(of: extended.head, key)
    try store.write(note, to: "checkpoint")
    checkpoint = note
    writer = extended
  }

  private static func note(of head: TreeHead, _ key: LogKey) throws -> [UInt8] {
    try Checkpoint(origin: key.origin, head: head).signed(by: key.signer).bytes
  }
}
