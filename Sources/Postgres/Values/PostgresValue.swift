/// What can be bound to a statement and read from a row.
///
/// An enum with a raw value that is a `PostgresValue` conforms by saying so.
public protocol PostgresValue: Sendable {
  /// The type under which values are sent.
  static var type: PostgresType { get }

  /// What NULL is read as, or nil when NULL cannot be read as this type.
  static var null: Self? { get }

  /// Whether this value is sent as NULL.
  var isNull: Bool { get }

  /// Appends the server's binary form; for `.unspecified`, the text form in UTF-8.
  ///
  /// - Returns: false when the server's type cannot hold the value.
  func encode(into bytes: inout [UInt8]) -> Bool

  /// Reads the server's binary form of a value of the given type.
  ///
  /// - Returns: nil when that type is not read as this one, or the value does not fit.
  static func decode(_ bytes: RawSpan, type: PostgresType) -> Self?
}

extension PostgresValue {
  /// NULL is not read as this type.
  public static var null: Self? { nil }

  /// Never NULL.
  public var isNull: Bool { false }
}

extension Optional: PostgresValue where Wrapped: PostgresValue {
  /// The wrapped type's.
  public static var type: PostgresType { Wrapped.type }

  /// NULL is nil.
  public static var null: Wrapped?? { .some(.none) }

  /// Whether there is no value.
  public var isNull: Bool { self?.isNull ?? true }

  /// Appends the wrapped value.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    self?.encode(into: &bytes) ?? true
  }

  /// Reads the wrapped type.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Wrapped?? {
    guard let value = Wrapped.decode(bytes, type: type) else { return nil }
    return .some(value)
  }
}

extension PostgresValue where Self: RawRepresentable, RawValue: PostgresValue {
  /// The raw value's.
  public static var type: PostgresType { RawValue.type }

  /// Appends the raw value.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    rawValue.encode(into: &bytes)
  }

  /// Reads a raw value; one that is none of the cases does not fit.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Self? {
    RawValue.decode(bytes, type: type).flatMap { Self(rawValue: $0) }
  }
}
