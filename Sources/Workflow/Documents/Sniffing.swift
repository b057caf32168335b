internal import Foundation

extension MediaType {
  /// Finds out what bytes are, from their beginning to their end.
  ///
  /// A type is only given to what is that type and nothing else besides: a picture with an archive
  /// behind it, or a page of markup that calls itself text, is unknown. What stands inside a PDF or
  /// an Office document is not judged.
  ///
  /// - Parameter bytes: the file.
  /// - Returns: what it is; `unknown` for what is nothing that is taken here.
  /// - Throws: what reading throws.
  public static func sniffed(in bytes: ReadableBytes) throws -> MediaType {
    let start = try bytes.first(16)
    if start.starts(with: "PK\u{3}\u{4}".utf8) {
      return try ZipDirectory(of: bytes)?.officeType ?? .unknown
    }
    if try ZipDirectory.isPresent(at: bytes) { return .unknown }
    if start.starts(with: "%PDF-1.".utf8) || start.starts(with: "%PDF-2.".utf8) {
      return try endsAsPDF(bytes) ? .pdf : .unknown
    }
    if start.starts(with: pngStart) {
      return try bytes.last(pngEnd.count) == pngEnd ? .png : .unknown
    }
    if start.starts(with: [0xFF, 0xD8, 0xFF]) {
      return try bytes.last(2) == [0xFF, 0xD9] ? .jpeg : .unknown
    }
    return try text(bytes)
  }

  /// The signature, and a header of 13 bytes as the first chunk (PNG, §5.2 and §11.2.2).
  private static let pngStart: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
  /// The last chunk, which is empty, with its checksum (PNG, §11.2.5).
  private static let pngEnd: [UInt8] =
    [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

  /// Readers accept more behind the mark, but that is where a second file hides.
  private static func endsAsPDF(_ bytes: ReadableBytes) throws -> Bool {
    let padding: Set<UInt8> = [0, 0x09, 0x0A, 0x0C, 0x0D, 0x20]
    var end = try bytes.last(1_024)
    while let last = end.last, padding.contains(last) { end.removeLast() }
    return end.suffix(5).elementsEqual("%%EOF".utf8)
  }

  // MARK: Text

  /// UTF-8 without control characters, told apart by how it is written.
  private static func text(_ bytes: ReadableBytes) throws -> MediaType {
    var reader = TextReader()
    var offset: Int64 = 0
    while offset < bytes.count {
      let piece = try bytes.read(offset, pieceBytes)
      guard !piece.isEmpty, reader.takes(piece) else { return .unknown }
      offset += Int64(piece.count)
    }
    guard reader.isComplete, bytes.count > 0 else { return .unknown }
    var start = try bytes.first(pieceBytes)[...]
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    switch start.first(where: { !TextReader.blanks.contains($0) }) {
    case UInt8(ascii: "<"): return .unknown  // markup, which a browser might run
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard bytes.count <= largestJSON else { break }
      let whole = Data(try bytes.read(0, Int(bytes.count)))
      if (try? JSONSerialization.jsonObject(with: whole)) != nil { return .json }
    default: break
    }
    let isWhole = Int64(start.count) >= bytes.count - 3
    return RecordShape(of: start, isWhole: isWhole).isTable ? .csv : .text
  }

  private static let pieceBytes = 65_536
  /// Parsing takes many times the text's size in memory; above this it is called text.
  private static let largestJSON = 2_097_152
}

/// Follows UTF-8 (RFC 3629) over pieces, whose borders may fall inside a character.
struct TextReader {
  static let blanks: Set<UInt8> = [0x09, 0x0A, 0x0C, 0x0D, 0x20]
  /// The begun character at the end of what was taken.
  private var begun: [UInt8] = []

  /// Whether no character is left unfinished.
  var isComplete: Bool { begun.isEmpty }

  /// Whether the piece goes on as text; false for what is none.
  mutating func takes(_ piece: [UInt8]) -> Bool {
    var whole = begun + piece
    let tail = TextReader.unfinished(whole)
    begun = Array(whole.suffix(tail))
    whole.removeLast(tail)
    guard String(validating: whole, as: UTF8.self) != nil else { return false }
    return whole.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || TextReader.blanks.contains($0) }
  }

  /// How many of the last bytes begin a character that is longer than they are.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let byte = bytes[bytes.count - length]
      if byte & 0xC0 == 0x80 { continue }
      let wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return wanted > length ? length : 0
    }
    return 0
  }
}

/// Whether text is records of fields (RFC 4180): at least two, all of the same width, above one.
struct RecordShape {
  let isTable: Bool

  /// The shape of a beginning of text; where there is more, its last record does not count.
  init(of text: ArraySlice<UInt8>, isWhole: Bool) {
    var widths: [Int] = []
    var width = 1
    var isQuoted = false
    var isEmpty = true
    for byte in text {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == 0x0A {
        if !isEmpty { widths.append(width) }
        (width, isEmpty) = (1, true)
      } else if byte != 0x0D {
        isEmpty = false
        if !isQuoted, byte == UInt8(ascii: ",") { width += 1 }
      }
    }
    if isWhole, !isEmpty { widths.append(width) }
    let first = widths.first ?? 0
    isTable = widths.count > 1 && first > 1 && !isQuoted && widths.allSatisfy { $0 == first }
  }
}
