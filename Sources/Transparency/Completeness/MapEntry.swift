public import Crypto

/// The entry of `system/map/<origin>` that logs a subject map's root.
public struct MapEntry: Hashable, Sendable {
  /// The tree size that the map covers: all leaves before the entry, so its own leaf index.
  public let size: Int
  /// The map's root.
  public let root: Digest

  /// States a map's root.
  public init(size: Int, root: Digest) {
    self.size = size
    self.root = root
  }

  /// The one subject that is not in the map.
  public static func subject(origin: String) -> String { "system/map/\(origin)" }

  /// What stands under `data` in the entry.
  public var data: CanonicalJSON {
    ["map": ["root": .string(root.hex), "size": .string(String(size))]]
  }

  /// Reads the map from an entry in canonical form; nil when it states none.
  init?(entry: [UInt8]) {
    guard let map = try? CanonicalJSON(entry)["data"]?["map"],
      let root = map["root"]?.text.flatMap({ Digest(hex: $0) }),
      let text = map["size"]?.text, let size = Int(text), String(size) == text
    else { return nil }
    self.init(size: size, root: root)
  }
}
