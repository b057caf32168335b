/// The address of a tile or of an entry bundle inside a log (C2SP tlog-tiles).
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
  /// What the file holds.
  public enum Content: Hashable, Sendable {
    /// Hashes of perfect subtrees of 256^level leaves.
    case hashes(level: Int)
    /// Entries.
    case entries
  }

  /// What the file holds.
  public let content: Content
  /// The number of the tile at its level, from 0.
  public let index: Int
  /// How many hashes or entries it holds: 256, or fewer at the right edge.
  public let width: Int

  /// Addresses a file.
  ///
  /// - Precondition: level 0…63, index not negative, width 1…256.
  public init(_ content: Content, index: Int, width: Int = Bounds.tileWidth) {
    if case .hashes(let level) = content { precondition((0...63).contains(level)) }
    precondition(index >= 0 && (1...Bounds.tileWidth).contains(width))
    self.content = content
    self.index = index
    self.width = width
  }

  /// The path below the log's root, such as `tile/0/x001/x234/067.p/8`.
  public var description: String {
    let folder =
      switch content {
      case .hashes(let level): "tile/\(level)/"
      case .entries: "tile/entries/"
      }
    let suffix = width == Bounds.tileWidth ? "" : ".p/\(width)"
    return folder + TilePath.groups(of: index) + suffix
  }

  /// Reads a path; nil for anything that is not the one form of an address.
  public init?(_ path: String) {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
    guard parts.popFirst() == "tile", let kind = parts.popFirst() else { return nil }
    if kind == "entries" {
      content = .entries
    } else {
      guard let level = Int(kind), (0...63).contains(level) else { return nil }
      content = .hashes(level: level)
    }
    var width = Bounds.tileWidth
    if let last = parts.last, parts.dropLast().last?.hasSuffix(".p") == true {
      guard let partial = Int(last), (1..<Bounds.tileWidth).contains(partial) else { return nil }
      width = partial
      parts.removeLast()
    }
    let digits = parts.joined().filter(\.isNumber)
    guard digits.utf8.count <= 18, let index = Int(digits) else { return nil }
    self.index = index
    self.width = width
    guard description == path else { return nil }
  }

  /// Groups of three digits, all but the last with `x`: 1234067 is `x001/x234/067`.
  private static func groups(of index: Int) -> String {
    var rest = index / 1000
    var path = padded(index % 1000)
    while rest > 0 {
      path = "x\(padded(rest % 1000))/\(path)"
      rest /= 1000
    }
    return path
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// How many hashes the unfinished tile at `level` holds in a tree of `size`; 0 when none is served.
  public static func partialWidth(level: Int, size: Int) -> Int {
    fullTiles(level: level - 1, size: size) % Bounds.tileWidth
  }

  /// How many full tiles `level` has in a tree of `size`.
  public static func fullTiles(level: Int, size: Int) -> Int {
    let shift = 8 * (level + 1)
    return shift < Int.bitWidth - 1 ? size >> shift : 0
  }

  /// The same file as it is served once it is full.
  public var full: TilePath { TilePath(content, index: index) }
}
