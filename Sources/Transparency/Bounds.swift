/// Every limit of this module, each with its reason.
public enum Bounds {
  /// An entry's length is a 16-bit number in its bundle (C2SP tlog-tiles).
  public static let entryBytes = 65_535
  /// A tile holds 256 hashes, a bundle 256 entries (C2SP tlog-tiles).
  public static let tileWidth = 256
  /// A bundle of the longest entries; nothing that a log serves is larger.
  public static let fetchedBytes = tileWidth * (entryBytes + 2)
  /// A checkpoint with one hundred long signatures stays far below.
  public static let noteBytes = 65_536
  /// The format asks for at least 16; Go's reader stops at 100 and so do we.
  public static let noteSignatures = 100
  /// A name is an origin: a schema-less URL.
  public static let nameBytes = 255
  /// More leaves than a log of this kind ever has; sums of indexes below it cannot overflow.
  public static let treeSize = 1 << 56
  /// A tree of 2⁶² leaves needs 62 hashes; more cannot be honest.
  public static let proofHashes = 63
  /// Deeper JSON than an entry ever needs; the scanner recurses once a level.
  public static let nesting = 32
  /// Bundles that one task of the verifier takes: long enough to hide a task's cost.
  public static let bundlesPerTask = 16
  /// Tasks of the verifier in flight: enough for two cores, little enough to stay below 64 MB.
  public static let tasksInFlight = 4
  /// One line of an export: an entry and what stands around it.
  public static let lineBytes = entryBytes + 64
  /// Bytes read from a file at once.
  public static let readBytes = 1 << 18
  /// A manifest with a filter and a checkpoint stays far below.
  public static let manifestBytes = 1 << 20
}
