/// The parameters after a header value's first part (RFC 9110 §5.6.6).
///
/// As in `form-data; name="a"; filename="b"`. Browsers percent-encode quotes and line breaks inside names and leave
/// backslashes alone (WHATWG HTML, multipart/form-data), so both are read so.
struct HeaderParameters {
  /// The first part, in lower case.
  let value: String
  private let parameters: [String: String]

  init(_ text: String) {
    var rest = text[...]
    value = HeaderParameters.take(&rest).lowercased().trimmed
    var found: [String: String] = [:]
    while !rest.isEmpty {
      let part = HeaderParameters.take(&rest)
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = String(part[..<equals]).trimmed.lowercased()
      var content = String(part[part.index(after: equals)...]).trimmed
      if content.count >= 2, content.hasPrefix("\""), content.hasSuffix("\"") {
        content = String(content.dropFirst().dropLast())
      }
      if found[name] == nil { found[name] = content }
    }
    parameters = found
  }

  subscript(name: String) -> String? { parameters[name] }

  /// The text up to the next semicolon outside quotes, which is consumed.
  private static func take(_ rest: inout Substring) -> Substring {
    var quoted = false
    var end = rest.startIndex
    while end < rest.endIndex, quoted || rest[end] != ";" {
      if rest[end] == "\"" { quoted.toggle() }
      end = rest.index(after: end)
    }
    defer { rest = end < rest.endIndex ? rest[rest.index(after: end)...] : "" }
    return rest[..<end]
  }
}
