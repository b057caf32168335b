/// Names and values in the order given, as a query or a form carries them.
public struct Parameters: Sendable, Equatable {
  /// One name with its value.
  public struct Pair: Sendable, Equatable {
    /// The name, decoded.
    public let name: String
    /// The value, decoded.
    public let value: String
  }

  /// Filters and cursors need a few dozen; more is somebody trying.
  static let queryLimit = 100

  /// Every pair, first to last.
  public private(set) var pairs: [Pair] = []

  /// None.
  public init() {}

  /// Pairs in the order given.
  public init(_ pairs: [(String, String)]) {
    self.pairs = pairs.map { Pair(name: $0.0, value: $0.1) }
  }

  /// Reads `application/x-www-form-urlencoded` (WHATWG URL §5.1); nil when a name or value is
  /// not UTF-8 or there are more than `limit` pairs.
  init?(urlEncoded bytes: some Collection<UInt8>, limit: Int) {
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      guard pairs.count < limit else { return nil }
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let value = equals < part.endIndex ? part[part.index(after: equals)...] : part[equals...]
      guard let name = PercentEncoding.decode(part[..<equals], plusIsSpace: true),
        let decoded = PercentEncoding.decode(value, plusIsSpace: true)
      else { return nil }
      pairs.append(Pair(name: name, value: decoded))
    }
  }

  /// The first value under a name.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// Every value under a name: what a set of checkboxes sends.
  public func values(of name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  /// Adds a pair at the end.
  public mutating func add(_ name: String, _ value: String) {
    pairs.append(Pair(name: name, value: value))
  }

  /// The same with one name set to one value, or removed by nil; for links that change one filter.
  public func setting(_ name: String, to value: String?) -> Parameters {
    var changed = self
    changed.pairs.removeAll { $0.name == name }
    if let value { changed.add(name, value) }
    return changed
  }

  /// As a query without its question mark, or as a form body.
  public var encoded: String {
    pairs.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
      .joined(separator: "&")
  }
}
