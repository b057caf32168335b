import Crypto
import Glibc

/// Reads a file of any length once, from front to back, by lines or by counts.
struct FileBytes: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private(set) var buffer: [UInt8] = []
  private var begin = 0
  private var hasher = SHA256.Hasher()
  /// The bytes read so far.
  private(set) var byteCount = 0

  init(_ path: String) throws(TransparencyError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .missing(path: path)
        : .inaccessible(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  /// SHA-256 of the bytes read so far.
  var digest: Digest { hasher.finalize() }

  /// Reads more; false at the end.
  private mutating func fill() throws(TransparencyError) -> Bool {
    buffer.removeFirst(begin)
    begin = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: Bounds.readBytes) { target, count in
      count = max(0, Glibc.read(descriptor, target.baseAddress, Bounds.readBytes))
    }
    hasher.update(chunk)
    byteCount += chunk.count
    buffer.append(contentsOf: chunk)
    return !chunk.isEmpty
  }

  /// Where the next line stands in `buffer`, without its newline; nil at the end.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for a line without an end or beyond
  ///   ``Bounds/lineBytes``.
  mutating func line() throws(TransparencyError) -> Range<Int>? {
    var searched = 0
    while true {
      if let length = newline(after: searched) {
        let range = begin..<begin + length
        begin = range.upperBound + 1
        return range
      }
      searched = buffer.count - begin
      guard searched <= Bounds.lineBytes else {
        throw .malformed(what: "export", reason: "a line is longer than \(Bounds.lineBytes) bytes")
      }
      guard try !fill() else { continue }
      guard searched == 0 else { throw .malformed(what: "export", reason: "it ends in a line") }
      return nil
    }
  }

  private func newline(after offset: Int) -> Int? {
    buffer.withUnsafeBytes { source -> Int? in
      guard let base = source.baseAddress, begin + offset < source.count,
        let found = memchr(base + begin + offset, 0x0A, source.count - begin - offset)
      else { return nil }
      return UnsafeRawPointer(found) - base - begin
    }
  }

  /// The next digest; nil at the end or when less than 32 bytes are left.
  mutating func next() throws(TransparencyError) -> Digest? {
    guard let range = try bytes(Digest.byteCount) else { return nil }
    return Digest(buffer.span.extracting(range))
  }

  /// The next eight bytes as a number, big-endian; nil when fewer are left or it is no index.
  mutating func number() throws(TransparencyError) -> Int? {
    guard let range = try bytes(8) else { return nil }
    return Int(exactly: buffer[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// Where the next bytes stand in `buffer`; nil when fewer are left.
  private mutating func bytes(_ count: Int) throws(TransparencyError) -> Range<Int>? {
    while buffer.count - begin < count { guard try fill() else { return nil } }
    defer { begin += count }
    return begin..<begin + count
  }
}
