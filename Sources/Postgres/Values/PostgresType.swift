/// A type of the server, by its object identifier (catalogue `pg_type`).
public struct PostgresType: Hashable, Sendable {
  /// The object identifier.
  public let identifier: UInt32

  /// Names a type by its object identifier.
  public init(_ identifier: UInt32) {
    self.identifier = identifier
  }

  /// Left to the server, which takes what the statement needs in that place; sent as text.
  public static let unspecified = PostgresType(0)
  static let bool = PostgresType(16)
  static let bytea = PostgresType(17)
  static let char = PostgresType(18)
  static let name = PostgresType(19)
  static let int8 = PostgresType(20)
  static let int2 = PostgresType(21)
  static let int4 = PostgresType(23)
  static let text = PostgresType(25)
  static let oid = PostgresType(26)
  static let json = PostgresType(114)
  static let float4 = PostgresType(700)
  static let float8 = PostgresType(701)
  static let unknown = PostgresType(705)
  static let bpchar = PostgresType(1042)
  static let varchar = PostgresType(1043)
  static let date = PostgresType(1082)
  static let timestamptz = PostgresType(1184)
  static let numeric = PostgresType(1700)
  static let uuid = PostgresType(2950)
  static let jsonb = PostgresType(3802)

  static let boolArray = PostgresType(1000)
  static let byteaArray = PostgresType(1001)
  static let int2Array = PostgresType(1005)
  static let int4Array = PostgresType(1007)
  static let textArray = PostgresType(1009)
  static let int8Array = PostgresType(1016)
  static let float8Array = PostgresType(1022)
  static let timestamptzArray = PostgresType(1185)
  static let numericArray = PostgresType(1231)
  static let uuidArray = PostgresType(2951)
  static let jsonbArray = PostgresType(3807)

  /// Made by an extension or a user (citext, enums); their binary form of text is text.
  var isUserDefined: Bool { identifier >= 16_384 }
}
