/// Up to 256 entries in one file: for each a big-endian 16-bit length, then its bytes.
public enum EntryBundle {
  /// Appends one entry to a bundle.
  ///
  /// - Throws: ``TransparencyError/entryTooLong(bytes:)``.
  public static func append(
    _ entry: [UInt8], to bundle: inout [UInt8]
  ) throws(TransparencyError) {
    guard entry.count <= Bounds.entryBytes else { throw .entryTooLong(bytes: entry.count) }
    bundle.append(UInt8(entry.count >> 8))
    bundle.append(UInt8(entry.count & 0xFF))
    bundle.append(contentsOf: entry)
  }

  /// Writes a whole bundle.
  ///
  /// - Throws: ``TransparencyError/entryTooLong(bytes:)``.
  public static func encode(_ entries: [[UInt8]]) throws(TransparencyError) -> [UInt8] {
    var bundle: [UInt8] = []
    for entry in entries { try append(entry, to: &bundle) }
    return bundle
  }

  /// Where each entry of a bundle lies; nil when the bundle is cut inside one.
  ///
  /// The ranges before the cut are in `found`, so that a reader can name the leaf it lost.
  public static func ranges(in bundle: Span<UInt8>) -> (found: [Range<Int>], isWhole: Bool) {
    var found: [Range<Int>] = []
    found.reserveCapacity(Bounds.tileWidth)
    var offset = 0
    while offset < bundle.count {
      guard bundle.count - offset >= 2 else { return (found, false) }
      let length = Int(bundle[offset]) << 8 | Int(bundle[offset + 1])
      let begin = offset + 2
      guard bundle.count - begin >= length else { return (found, false) }
      found.append(begin..<begin + length)
      offset = begin + length
    }
    return (found, true)
  }

  /// Reads a whole bundle.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when it is cut.
  public static func decode(_ bundle: [UInt8]) throws(TransparencyError) -> [[UInt8]] {
    let (ranges, isWhole) = ranges(in: bundle.span)
    guard isWhole else { throw .malformed(what: "entry bundle", reason: "it ends in an entry") }
    return ranges.map { Array(bundle[$0]) }
  }
}
