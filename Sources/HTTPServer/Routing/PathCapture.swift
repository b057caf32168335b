/// A value that stands in a path, for example a case's reference.
///
/// A segment that is no such value is an address that does not exist: 404.
public protocol PathCapture: Sendable {
  /// The value of a decoded segment, or nil.
  init?(pathSegment: String)
}

extension String: PathCapture {
  /// Any segment of at most 200 bytes.
  public init?(pathSegment: String) {
    guard pathSegment.utf8.count <= 200 else { return nil }
    self = pathSegment
  }
}

extension Int: PathCapture {
  /// A non-negative decimal number without sign or leading zeros.
  public init?(pathSegment: String) {
    guard let number = Int(pathSegment), number >= 0, String(number) == pathSegment else {
      return nil
    }
    self = number
  }
}
