import Foundation

/// Base64 of RFC 4648, read strictly: what it reads, it would write back byte for byte.
public enum Base64 {
  /// Writes the standard alphabet with padding.
  public static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }

  /// Reads the standard alphabet with padding; nil for anything that is not its own encoding.
  ///
  /// Stray bits in the last character and line breaks are refused, so that a text has one form.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard let data = Data(base64Encoded: String(text)) else { return nil }
    let bytes = [UInt8](data)
    return encode(bytes) == text ? bytes : nil
  }

  /// Writes the standard alphabet without padding, as the PHC string format asks.
  public static func encodeUnpadded(_ bytes: [UInt8]) -> String {
    String(encode(bytes).prefix { $0 != "=" })
  }

  /// Reads the standard alphabet without padding; nil for anything else.
  public static func decodeUnpadded(_ text: some StringProtocol) -> [UInt8]? {
    guard !text.contains("=") else { return nil }
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return decode(String(text) + padding)
  }

  /// Writes the URL-safe alphabet without padding.
  public static func encodeForURL(_ bytes: [UInt8]) -> String {
    String(
      encodeUnpadded(bytes).map { character in
        switch character {
        case "+": "-"
        case "/": "_"
        default: character
        }
      })
  }
}
