/// Header fields in their order; names compare without case (RFC 9110 §5).
public struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One field line.
  public struct Field: Sendable, Equatable {
    /// The name as it was written.
    public let name: String
    /// The value, free of control characters.
    public let value: String
  }

  /// Every line, first to last.
  public private(set) var fields: [Field] = []

  /// No fields.
  public init() {}

  /// Fields in the order written.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// The first value under a name; setting replaces every line of that name.
  public subscript(name: String) -> String? {
    get { fields.first { $0.name.equalsIgnoringCase(name) }?.value }
    set {
      fields.removeAll { $0.name.equalsIgnoringCase(name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// Every value under a name, first to last.
  public func values(of name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
  }

  /// Adds a line beside those that are there.
  ///
  /// Control characters in the value become spaces: no value can begin a line of its own.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: Headers.withoutControls(value)))
  }

  /// Sets a field only where the handler has said nothing.
  public mutating func setDefault(_ name: String, _ value: String) {
    if self[name] == nil { add(name, value) }
  }

  private static func withoutControls(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return value }
    return String(
      decoding: value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension String {
  /// Equality of ASCII letters without their case; other bytes must be the same.
  func equalsIgnoringCase(_ other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  /// The lower-case letter of an ASCII capital; every other byte unchanged.
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
