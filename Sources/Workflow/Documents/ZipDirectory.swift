/// The names that a ZIP archive lists (PKWARE APPNOTE 6.3.10, §4.3.12 and §4.3.16); nothing is
/// unpacked.
struct ZipDirectory {
  let names: Set<String>

  /// Bounds of one archive, far above what an office's programs write.
  enum Limit {
    static let entries = 10_000
    static let directoryBytes = 2_097_152
  }

  private static let endBytes = 22
  private static let longestComment = 65_535

  /// Whether an archive could be read out of the bytes' end: its record of the end reaches there.
  static func isPresent(at bytes: ReadableBytes) throws -> Bool { try end(of: bytes) != nil }

  /// The directory of a file that is an archive from its first byte to its last.
  ///
  /// Nil where bytes stand before, between or behind its parts, where it spans several files, is
  /// larger than a bound, or holds what is encrypted.
  init?(of bytes: ReadableBytes) throws {
    guard let end = try ZipDirectory.end(of: bytes) else { return nil }
    let tail = end.bytes
    let count = tail.number(at: 10, width: 2)
    let size = Int64(tail.number(at: 12, width: 4))
    let start = Int64(tail.number(at: 16, width: 4))
    guard tail.number(at: 4, width: 4) == 0, count == tail.number(at: 8, width: 2),
      (1...Limit.entries).contains(count), size <= Limit.directoryBytes,
      start + size == end.offset
    else { return nil }
    let directory = try bytes.read(start, Int(size))
    var names: Set<String> = []
    var position = 0
    var begins = false
    for _ in 0..<count {
      guard position + 46 <= directory.count,
        directory[position...].starts(with: [0x50, 0x4B, 1, 2])
      else { return nil }
      let lengths = [28, 30, 32].map { directory.number(at: position + $0, width: 2) }
      let nameEnd = position + 46 + lengths[0]
      // An encrypted entry hides what it is; two of one name are two readings.
      guard nameEnd <= directory.count, directory.number(at: position + 8, width: 2) & 1 == 0,
        let name = String(validating: directory[(position + 46)..<nameEnd], as: UTF8.self),
        names.insert(name).inserted
      else { return nil }
      if directory.number(at: position + 42, width: 4) == 0 { begins = true }
      position = nameEnd + lengths[1] + lengths[2]
    }
    guard position == directory.count, begins else { return nil }
    self.names = names
  }

  /// What it is where it is an Office Open XML package (ECMA-376 Part 2) of one of two kinds.
  var officeType: MediaType? {
    guard names.contains("[Content_Types].xml"), names.contains("_rels/.rels") else { return nil }
    let lower = names.map { $0.lowercased() }
    // Macros run on the reader's machine; such a file is no paper.
    guard !lower.contains(where: { $0.hasSuffix("vbaproject.bin") }) else { return nil }
    switch (names.contains("word/document.xml"), names.contains("xl/workbook.xml")) {
    case (true, false): return .wordDocument
    case (false, true): return .workbook
    default: return nil
    }
  }

  /// The record at the end, with its offset, where its comment ends with the file.
  private static func end(
    of bytes: ReadableBytes
  ) throws -> (bytes: ArraySlice<UInt8>, offset: Int64)? {
    let tail = try bytes.last(endBytes + longestComment)
    guard tail.count >= endBytes else { return nil }
    for start in stride(from: tail.count - endBytes, through: 0, by: -1)
    where tail[start] == 0x50 && tail[start...].starts(with: [0x50, 0x4B, 5, 6]) {
      let comment = tail.number(at: start + 20, width: 2)
      guard start + endBytes + comment == tail.count else { continue }
      return (tail[start..<(start + endBytes)], bytes.count - Int64(tail.count - start))
    }
    return nil
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// A number of so many bytes, the least first, counted from the collection's own start.
  fileprivate func number(at offset: Int, width: Int) -> Int {
    (0..<width).reduce(0) { $0 | Int(self[startIndex + offset + $1]) << (8 * $1) }
  }
}
