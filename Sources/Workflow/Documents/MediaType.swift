/// What a file is by its own bytes; what its sender calls it counts for nothing.
public enum MediaType: String, Sendable, CaseIterable {
  /// Portable Document Format (ISO 32000).
  case pdf = "application/pdf"
  /// Portable Network Graphics (ISO/IEC 15948).
  case png = "image/png"
  /// JPEG (ISO/IEC 10918).
  case jpeg = "image/jpeg"
  /// A text document of Office Open XML (ECMA-376) without macros.
  case wordDocument = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  /// A workbook of Office Open XML (ECMA-376) without macros.
  case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  /// Records of fields (RFC 4180) in UTF-8.
  case csv = "text/csv"
  /// JSON (RFC 8259).
  case json = "application/json"
  /// Plain text in UTF-8.
  case text = "text/plain"
  /// Bytes of no kind that is known here.
  case unknown = "application/octet-stream"

  /// The usual end of a file's name, without the dot; empty for what is unknown.
  public var suffix: String {
    switch self {
    case .pdf: "pdf"
    case .png: "png"
    case .jpeg: "jpg"
    case .wordDocument: "docx"
    case .workbook: "xlsx"
    case .csv: "csv"
    case .json: "json"
    case .text: "txt"
    case .unknown: ""
    }
  }
}

/// Bytes that are read where they are wanted, not all at once.
public struct ReadableBytes: Sendable {
  /// How many there are.
  public let count: Int64
  /// Gives those from an offset on, fewer than asked for only at the end.
  public let read: @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]

  /// Bytes behind a reader.
  public init(
    count: Int64, read: @escaping @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]
  ) {
    self.count = count
    self.read = read
  }

  /// Bytes that are at hand.
  public init(_ bytes: [UInt8]) {
    self.init(count: Int64(bytes.count)) { offset, count in
      let start = Int(min(max(offset, 0), Int64(bytes.count)))
      return Array(bytes[start..<min(bytes.count, start + count)])
    }
  }

  func first(_ count: Int) throws -> [UInt8] { try read(0, count) }

  func last(_ count: Int) throws -> [UInt8] {
    try read(max(0, self.count - Int64(count)), Int(min(self.count, Int64(count))))
  }
}
