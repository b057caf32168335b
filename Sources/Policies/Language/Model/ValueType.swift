/// The members of an enum, in the order of the vocabulary.
public struct Enumeration: Sendable, Hashable {
  /// One member.
  public struct Member: Sendable, Hashable {
    /// The name in policies and in the API.
    public let name: String
    /// The label.
    public let label: Texts
  }

  /// The enum's name; for one written in place, the attribute's.
  public let name: String
  /// At most 63.
  public let members: [Member]

  /// Position of a member's name.
  public func index(of name: String) -> Int? {
    members.firstIndex { $0.name == name }
  }

  /// The names whose bits are set, in the vocabulary's order.
  func names(in mask: UInt64) -> [String] {
    members.indices.filter { mask >> UInt64($0) & 1 == 1 }.map { members[$0].name }
  }

  var everything: UInt64 { (1 << UInt64(members.count)) - 1 }
}

/// The type of an attribute.
///
/// Numbers are whole: a decimal counts its smallest digit, money counts cents, a percentage counts
/// hundredths of a hundredth of a percent, a date counts days since 1970-01-01.
public enum ValueType: Sendable, Hashable {
  case bool
  case int(ClosedRange<Int64>)
  case decimal(digits: Int, ClosedRange<Int64>)
  case money(ClosedRange<Int64>)
  case percent(ClosedRange<Int64>)
  case date
  case length(LengthUnit, ClosedRange<Int64>)
  case text
  case digest
  case member(Enumeration)
  case set(Enumeration)
  case list(RecordType, atMost: Int)

  /// Digits behind the point of money.
  static let moneyDigits = 2
  /// Digits behind the point of a percentage.
  static let percentDigits = 4
  /// Cents: a thousand billion dollars either way is beyond any firm here.
  static let widestMoney: Int64 = 100_000_000_000_000
  /// Units of a length.
  static let longest: Int64 = 36_500
  /// A whole: 100 %.
  static let hundredPercent: Int64 = 1_000_000

  /// The range and the digits behind the point, for numbers and dates.
  var number: (range: ClosedRange<Int64>, digits: Int)? {
    switch self {
    case .int(let range), .length(_, let range): (range, 0)
    case .decimal(let digits, let range): (range, digits)
    case .money(let range): (range, Self.moneyDigits)
    case .percent(let range): (range, Self.percentDigits)
    case .date: (CivilDate.supported, 0)
    case .bool, .text, .digest, .member, .set, .list: nil
    }
  }

  var enumeration: Enumeration? {
    switch self {
    case .member(let enumeration), .set(let enumeration): enumeration
    default: nil
    }
  }

  /// How a message names the type.
  var described: String {
    switch self {
    case .bool: "yes or no"
    case .int: "a whole number"
    case .decimal(let digits, _): "a number with up to \(digits) digits behind the point"
    case .money: "an amount of money"
    case .percent: "a percentage"
    case .date: "a date"
    case .length(let unit, _): "a number of \(unit.rawValue)"
    case .text: "a text"
    case .digest: "a SHA-256 digest in hexadecimal"
    case .member: "one of the members"
    case .set: "a set of members"
    case .list(let record, let bound): "a list of at most \(bound) \(record.name) records"
    }
  }
}

/// What the records of a list look like.
public struct RecordType: Sendable, Hashable {
  /// The name in the vocabulary.
  public let name: String
  /// The fields in the vocabulary's order.
  public let fields: [Attribute]

  /// Position of a field.
  public func index(of name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }
}
