import Foundation

/// One number that a validator or a monitor measured.
public struct Metric: Equatable, Sendable, Encodable {
  /// Its name.
  public let name: String
  /// Its value, in decimal digits.
  public let value: String
  /// Over how many cases.
  public let samples: Int64

  /// Describes a metric.
  public init(name: String, value: String, samples: Int64) {
    self.name = name
    self.value = value
    self.samples = samples
  }

  /// The parts whose output is a measurement.
  ///
  /// What a candidate says of itself is none.
  static let measuringParts: Set = ["validator", "monitor"]

  /// Reads the line of JSON that a validator writes: every member that is a decimal string, over
  /// the number of `samples`.
  ///
  /// - Returns: The metrics by name; none if it is not such a line.
  static func read(_ output: String) -> [Metric] {
    guard
      let line = output.split(whereSeparator: \.isNewline).last,
      let members = try? JSONDecoder().decode([String: Member].self, from: Data(line.utf8)),
      case .whole(let samples)? = members["samples"]
    else { return [] }
    return members.sorted { $0.key < $1.key }.prefix(Bounds.metrics).compactMap { name, member in
      guard case .text(let value) = member, isName(name), isDecimal(value) else { return nil }
      return Metric(name: name, value: value, samples: samples)
    }
  }

  private enum Member: Decodable {
    case whole(Int64)
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        self = .whole(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .other
      }
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }

  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return (1...30).contains(digits.utf8.count) && (1...2).contains(parts.count)
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }
}
