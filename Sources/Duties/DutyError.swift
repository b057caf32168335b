public import Transparency

/// Why a duty ended; what passes by itself is tried again and never thrown.
public enum DutyError: Error, Equatable, CustomStringConvertible {
  /// The key's file is there but cannot be used, or cannot be made.
  case unusableKey(path: String, reason: String)
  /// The log has another origin than the one asked for.
  case otherOrigin(asked: String, found: String)
  /// The log has entries in the database, but its folder holds no checkpoint.
  case noCheckpoint(size: Int)
  /// The database has fewer entries than were signed: a backup was restored.
  case databaseBehind(size: Int, signed: TreeHead)
  /// The database's tree is not an extension of what was signed.
  case forked(database: TreeHead, signed: TreeHead)
  /// Somebody else has written the checkpoint since this process did.
  case checkpointReplaced
  /// The folder of the log is in use by another process.
  case folderInUse
  /// Another process does this duty for this database.
  case dutyTaken

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unusableKey(let path, let reason):
      "The log's key \(path) cannot be used: \(reason)."
    case .otherOrigin(let asked, let found):
      "The log is \(found), not \(asked): a log keeps its origin. Leave --origin out, or give "
        + "another folder and key for another log."
    case .noCheckpoint(let size):
      "The database has sealed \(size) entries, but the folder holds no checkpoint. Give the "
        + "folder in which this log was kept, or restore it from its backup. Nothing was signed."
    case .databaseBehind(let size, let signed):
      "The database has sealed \(size) entries, but \(signed.size) were signed: it is older than "
        + "the log. Restore a backup that is not behind the checkpoint of size \(signed.size) "
        + "with root \(signed.root). Nothing was signed."
    case .forked(let database, let signed):
      "The database's tree of \(database) does not extend the signed \(signed). Database and "
        + "folder belong to different logs, or one was altered. Nothing was signed."
    case .checkpointReplaced:
      "The checkpoint in the folder is not the one this process wrote: another sealer writes "
        + "there. Stop one of them. Nothing was signed."
    case .folderInUse:
      "The folder of the log is in use by another sealer. Nothing was signed."
    case .dutyTaken:
      "Another process does this for this database; there is nothing to do for this one."
    }
  }
}
