/// Numbers of bytes as people read them.
enum ByteCount {
  /// The number in the largest unit that divides it, such as `16 MiB` or `1000 bytes`.
  static func text(_ bytes: Int64) -> String {
    for (unit, size) in [("GiB", Int64(1) << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
      if bytes >= size && bytes % size == 0 { return "\(bytes / size) \(unit)" }
    }
    return bytes == 1 ? "1 byte" : "\(bytes) bytes"
  }
}
