public import Crypto

/// A tree's size and root: all that a log ever promises.
public struct TreeHead: Hashable, Sendable, CustomStringConvertible {
  /// The number of leaves.
  public let size: Int
  /// The Merkle root over them.
  public let root: Digest

  /// Pairs a size with its root.
  public init(size: Int, root: Digest) {
    self.size = size
    self.root = root
  }

  /// The size and the root in hexadecimal digits.
  public var description: String { "size \(size) root \(root)" }
}
