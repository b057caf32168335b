/// One row for COPY in the server's binary format.
///
/// `CopyRow(id, name, Int32(3))`
public struct CopyRow: Sendable {
  let bytes: [UInt8]
  let count: Int
  /// Whether every value can be sent.
  let isValid: Bool

  /// A row of these values, in the order of the columns.
  public init<each Value: PostgresValue>(_ value: repeat each Value) {
    var count = 0
    var isValid = true
    var bytes: [UInt8] = [0, 0]
    func append<Next: PostgresValue>(_ value: Next) {
      count += 1
      let start = bytes.count
      bytes.appendBigEndian(Int32(-1))
      if value.isNull { return }
      isValid = value.encode(into: &bytes) && isValid
      let length = bytes.count - start - 4
      isValid = isValid && length <= Int(Int32.max)
      bytes.setBigEndian(Int32(clamping: length), at: start)
    }
    repeat append(each value)
    bytes.setBigEndian(Int16(clamping: count), at: 0)
    self.bytes = bytes
    self.count = count
    self.isValid = isValid && count <= Int(Int16.max)
  }

  /// Signature, no flags, no extension (PostgreSQL, "COPY", Binary Format).
  static let header: [UInt8] =
    [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]
    + [UInt8](repeating: 0, count: 8)

  /// A row of -1 values ends it.
  static let trailer: [UInt8] = [0xFF, 0xFF]
}
