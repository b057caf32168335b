/// The name of one attempt at one job, the same whenever it is made of the same dispatch and token.
///
/// An engine's own numbers wrap and are used again; this name is what an attempt is found by.
public struct AttemptName: Hashable, Sendable, CustomStringConvertible {
  /// The name: at most 64 lower-case letters, digits, dots, dashes and underscores.
  public let text: String

  /// Takes a name as it is.
  /// - Throws: ``ComputeError/malformedName``.
  public init(_ text: String) throws(ComputeError) {
    guard Self.isName(text) else { throw ComputeError.malformedName }
    self.text = text
  }

  /// Names the attempt that a dispatch made under a lease token.
  public init(dispatch: String, token: Int64) throws(ComputeError) {
    try self.init("sbx-\(dispatch)-\(token)")
  }

  /// The dispatch and the token that the name was made of; nil for a name made otherwise.
  public var parts: (dispatch: String, token: Int64)? {
    guard text.hasPrefix("sbx-"), let dash = text.lastIndex(of: "-"),
      let token = Int64(text[text.index(after: dash)...])
    else { return nil }
    let dispatch = text[..<dash].dropFirst("sbx-".count)
    return dispatch.isEmpty ? nil : (String(dispatch), token)
  }

  /// The name.
  public var description: String { text }

  static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.first != "." && text.first != "-"
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
