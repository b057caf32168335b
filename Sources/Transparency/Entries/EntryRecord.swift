public import Crypto

/// What the chain of a subject needs to know of one entry.
public struct EntryRecord: Hashable, Sendable {
  /// SHA-256 of the subject: its name in tables and in the subject map.
  public let subject: Digest
  /// The leaf hash of the subject's previous entry; zero for the first.
  public let previous: Digest
  /// The entry's place among its subject's, from 1.
  public let sequence: Int
  /// A number that grows with the entry's time, a microsecond a step; not an epoch.
  public let time: Int64

  /// Reads an entry and refuses it unless it is its own canonical form with all attributes.
  ///
  /// The keys, in byte order: authid, authtype, data, datacontenttype, id, prev, seq, source,
  /// specversion, subject, time, type (CloudEvents 1.0; everything else stands under data).
  ///
  /// - Throws: ``TransparencyError/notCanonical(offset:reason:)`` where it is not.
  public init(_ entry: [UInt8]) throws(TransparencyError) {
    try self.init(entry.span)
  }

  /// Reads an entry and refuses it unless it is its own canonical form with all attributes.
  ///
  /// - Throws: ``TransparencyError/notCanonical(offset:reason:)`` where it is not.
  public init(_ entry: Span<UInt8>) throws(TransparencyError) {
    var at = 0
    try CanonicalScanner.expect("{\"authid\":", entry, &at)
    try EntryRecord.text(entry, &at)
    try CanonicalScanner.expect(",\"authtype\":", entry, &at)
    try EntryRecord.text(entry, &at)
    try CanonicalScanner.expect(",\"data\":", entry, &at)
    try CanonicalScanner.object(entry, &at, depth: 1)
    try CanonicalScanner.expect(",\"datacontenttype\":\"application/json\",\"id\":", entry, &at)
    try EntryRecord.text(entry, &at)
    try CanonicalScanner.expect(",\"prev\":\"", entry, &at)
    previous = try EntryRecord.hash(entry, &at)
    try CanonicalScanner.expect("\",\"seq\":", entry, &at)
    sequence = try EntryRecord.sequence(entry, &at)
    try CanonicalScanner.expect(",\"source\":", entry, &at)
    try EntryRecord.text(entry, &at)
    try CanonicalScanner.expect(",\"specversion\":\"1.0\",\"subject\":", entry, &at)
    subject = try SHA256.digest(entry.extracting(EntryRecord.text(entry, &at)))
    try CanonicalScanner.expect(",\"time\":\"", entry, &at)
    time = try EntryTime.scan(entry, &at)
    try CanonicalScanner.expect("\",\"type\":", entry, &at)
    try EntryRecord.text(entry, &at)
    try CanonicalScanner.expect("}", entry, &at)
    guard at == entry.count else {
      throw CanonicalScanner.fault(at, "something follows the entry")
    }
    guard sequence > 1 || previous == .zero else {
      throw CanonicalScanner.fault(0, "the first entry of a subject names a predecessor")
    }
  }

  @discardableResult
  private static func text(
    _ entry: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Range<Int> {
    let begin = at
    let range = try CanonicalString.scan(entry, &at)
    guard !range.isEmpty else { throw CanonicalScanner.fault(begin, "an attribute is empty") }
    return range
  }

  private static func hash(
    _ entry: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Digest {
    let end = at + 2 * Digest.byteCount
    guard end <= entry.count, let hash = Digest(lowerCaseHex: entry.extracting(at..<end)) else {
      throw CanonicalScanner.fault(at, "prev has not 64 lower-case hexadecimal digits")
    }
    at = end
    return hash
  }

  private static func sequence(
    _ entry: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Int {
    let begin = at
    let number = try CanonicalScanner.integer(entry, &at)
    guard number >= 1 else { throw CanonicalScanner.fault(begin, "seq is below 1") }
    return number
  }
}
