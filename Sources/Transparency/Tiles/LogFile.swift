/// A file of the log that is to be written.
public struct LogFile: Hashable, Sendable {
  /// Where it belongs.
  public let path: TilePath
  /// What it holds.
  public let bytes: [UInt8]

  /// Pairs an address with its content.
  public init(path: TilePath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
