/// Reads predictions from CSV that arrives in pieces.
///
/// The form is narrow on purpose: the header `id,label,score,group`, then one line a case, without
/// quotes or spaces; label 0 or 1; score a decimal number from 0 to 1; each id once. What differs is
/// refused with the number of its line, never guessed.
public struct PredictionReader {
  /// The largest input, so that memory stays below half a gigabyte.
  public static let bounds = (rows: 1_000_000, lineBytes: 256, fieldBytes: 64, groups: 1_000)

  /// What is wrong with the input, and where.
  public struct Malformed: Error, Equatable, CustomStringConvertible {
    /// The line's number, the header being 1.
    public let line: Int
    /// What is wrong, without the line's content.
    public let reason: String

    /// One sentence.
    public var description: String { "line \(line): \(reason)" }
  }

  private var predictions = Predictions()
  private var groupNumbers: [String: Int] = [:]
  private var lines: [String: Int] = [:]
  private var rest: [UInt8] = []
  private var line = 0

  /// Begins before the header.
  public init() {}

  /// Takes the next piece of the file.
  public mutating func read(_ bytes: some Sequence<UInt8>) throws(Malformed) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        try endLine()
      } else {
        rest.append(byte)
        if rest.count > Self.bounds.lineBytes {
          line += 1
          throw malformed("it is longer than \(Self.bounds.lineBytes) bytes")
        }
      }
    }
  }

  /// Ends the file; a last line without line feed counts.
  /// - Returns: All predictions, at least one.
  public mutating func finish() throws(Malformed) -> Predictions {
    if !rest.isEmpty { try endLine() }
    guard line > 0 else { throw Malformed(line: 1, reason: "the file is empty") }
    guard !predictions.rows.isEmpty else {
      throw Malformed(line: line, reason: "no case follows the header")
    }
    return predictions
  }

  private mutating func endLine() throws(Malformed) {
    line += 1
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    let fields = rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    if line == 1 {
      guard rest.elementsEqual("id,label,score,group".utf8) else {
        throw malformed("the header must be id,label,score,group")
      }
    } else {
      guard fields.count == 4 else {
        throw malformed("4 fields are expected, \(fields.count) found")
      }
      try keep(fields)
    }
    rest.removeAll(keepingCapacity: true)
  }

  private mutating func keep(_ fields: [ArraySlice<UInt8>]) throws(Malformed) {
    guard predictions.rows.count < Self.bounds.rows else {
      throw malformed("more than \(Self.bounds.rows) cases")
    }
    let id = try text(fields[0], of: "id")
    if let first = lines.updateValue(line, forKey: id) {
      throw malformed("its id stood in line \(first) already")
    }
    predictions.rows.append(
      Prediction(
        isPositive: try label(fields[1]), score: try score(fields[2]),
        group: try group(try text(fields[3], of: "group"))))
  }

  private func text(_ field: ArraySlice<UInt8>, of name: String) throws(Malformed) -> String {
    guard (1...Self.bounds.fieldBytes).contains(field.count) else {
      throw malformed("the \(name) must have 1 to \(Self.bounds.fieldBytes) bytes")
    }
    guard !field.contains(where: { $0 <= 0x20 || $0 == 0x22 || $0 == 0x7F }),
      let text = String(validating: field, as: UTF8.self)
    else {
      throw malformed("the \(name) must be UTF-8 without spaces, quotes or control characters")
    }
    return text
  }

  private func label(_ field: ArraySlice<UInt8>) throws(Malformed) -> Bool {
    guard field.count == 1, let digit = field.first, digit == 0x30 || digit == 0x31 else {
      throw malformed("the label must be 0 or 1")
    }
    return digit == 0x31
  }

  /// Only decimal notation: `Double` itself would also read `nan`, `inf` and hexadecimal.
  private func score(_ field: ArraySlice<UInt8>) throws(Malformed) -> Double {
    guard field.count <= Self.bounds.fieldBytes, field.allSatisfy(Self.isOfDecimal),
      let score = Double(String(decoding: field, as: UTF8.self)), (0.0...1.0).contains(score)
    else {
      throw malformed("the score must be a decimal number from 0 to 1")
    }
    // Minus zero is zero.
    return abs(score)
  }

  private static func isOfDecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private mutating func group(_ name: String) throws(Malformed) -> Int {
    if let number = groupNumbers[name] { return number }
    let number = predictions.groups.count
    guard number < Self.bounds.groups else {
      throw malformed("more than \(Self.bounds.groups) groups")
    }
    groupNumbers[name] = number
    predictions.groups.append(name)
    return number
  }

  private func malformed(_ reason: String) -> Malformed { Malformed(line: line, reason: reason) }
}
