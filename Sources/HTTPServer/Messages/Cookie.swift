/// A cookie as the server sets it (RFC 6265): never readable by script, never sent across sites
/// with a change.
public struct Cookie: Sendable, Equatable {
  /// Letters, digits, `-` and `_`.
  public let name: String
  /// Any text; sent percent-encoded.
  public let value: String
  /// Seconds to live; nil until the browser closes, 0 removes it.
  public let maximumAge: Int?
  /// Whether it travels over https alone.
  public let isSecure: Bool

  /// A cookie for the whole site.
  public init(_ name: String, _ value: String, maximumAge: Int? = nil, isSecure: Bool) {
    self.name = name
    self.value = value
    self.maximumAge = maximumAge
    self.isSecure = isSecure
  }

  /// The value of `Set-Cookie`.
  var line: String {
    var line = "\(name)=\(PercentEncoding.encode(value)); Path=/; HttpOnly; SameSite=Lax"
    if let maximumAge { line += "; Max-Age=\(maximumAge)" }
    if isSecure { line += "; Secure" }
    return line
  }
}
