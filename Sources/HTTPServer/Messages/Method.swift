/// A request method that the router knows (RFC 9110 §9, RFC 5789).
public enum Method: String, Sendable, CaseIterable, Comparable {
  case delete = "DELETE"
  case get = "GET"
  case head = "HEAD"
  case options = "OPTIONS"
  case patch = "PATCH"
  case post = "POST"
  case put = "PUT"

  /// Whether the method promises to change nothing (RFC 9110 §9.2.1).
  public var isSafe: Bool {
    switch self {
    case .get, .head, .options: true
    case .delete, .patch, .post, .put: false
    }
  }

  /// Alphabetical, so that `Allow` always reads the same.
  public static func < (left: Method, right: Method) -> Bool { left.rawValue < right.rawValue }
}
