/// A request's target taken apart: decoded path segments and the query (RFC 9112 §3.2).
public struct RequestTarget: Sendable, Equatable {
  /// The path as it was sent, percent-encoded, without the query.
  public let path: String
  /// The decoded segments between the slashes; empty for `/`.
  public let segments: [String]
  /// Whether the path ended in a slash that is not its first.
  public let hasTrailingSlash: Bool
  /// The query as it was sent, without its question mark.
  public let rawQuery: String
  /// The decoded query.
  public let query: Parameters

  /// Reads origin form and absolute form; nil when it is not well-formed UTF-8 in percent
  /// encoding, holds a NUL, an empty or a dot segment, or more parameters than a query may.
  public init?(_ text: String) {
    var rest = text[...]
    for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
      let authority = rest.dropFirst(scheme.count)
      rest = authority.firstIndex(of: "/").map { authority[$0...] } ?? "/"
    }
    if rest == "*" { rest = "/" }
    guard rest.hasPrefix("/") else { return nil }
    let mark = rest.firstIndex(of: "?") ?? rest.endIndex
    path = String(rest[..<mark])
    rawQuery = mark < rest.endIndex ? String(rest[rest.index(after: mark)...]) : ""

    var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    hasTrailingSlash = parts.count > 1 && parts.last == ""
    if parts.last == "" { parts.removeLast() }
    var decoded: [String] = []
    for part in parts {
      guard let segment = PercentEncoding.decode(part.utf8, plusIsSpace: false), segment != "",
        segment != ".", segment != "..", !segment.utf8.contains(0)
      else { return nil }
      decoded.append(segment)
    }
    segments = decoded
    guard let parameters = Parameters(urlEncoded: rawQuery.utf8, limit: Parameters.queryLimit)
    else { return nil }
    query = parameters
  }
}

extension RequestTarget: ExpressibleByStringLiteral {
  /// A target written in the source; a malformed one traps.
  public init(stringLiteral text: String) {
    guard let target = RequestTarget(text) else {
      preconditionFailure("`\(text)` is no well-formed target")
    }
    self = target
  }
}
