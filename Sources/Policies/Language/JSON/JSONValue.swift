/// A JSON value that keeps the order of members and the digits of numbers.
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number as written, when it is no whole number of 64 bits.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Equal when they are written the same.
  public static func == (first: JSONValue, second: JSONValue) -> Bool {
    first.text() == second.text()
  }

  /// The member of an object.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == name }?.1
  }

  static func strings(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }

  /// The value as text, on one line or, when `isPretty`, indented.
  public func text(isPretty: Bool = false) -> String {
    var out = ""
    write(&out, isPretty ? 0 : nil)
    return out
  }

  private func write(_ out: inout String, _ indent: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .number(let digits): out += digits
    case .string(let text): Self.quote(text, &out)
    case .array(let values):
      Self.list("[", "]", values.count, &out, indent) { index, out, inner in
        values[index].write(&out, inner)
      }
    case .object(let members):
      Self.list("{", "}", members.count, &out, indent) { index, out, inner in
        Self.quote(members[index].0, &out)
        out += inner == nil ? ":" : ": "
        members[index].1.write(&out, inner)
      }
    }
  }

  private static func list(
    _ open: String, _ close: String, _ count: Int, _ out: inout String, _ indent: Int?,
    _ element: (Int, inout String, Int?) -> Void
  ) {
    out += open
    let inner = indent.map { $0 + 2 }
    for index in 0..<count {
      if index > 0 { out += "," }
      if let inner { out += "\n" + String(repeating: " ", count: inner) }
      element(index, &out, inner)
    }
    if let indent, count > 0 { out += "\n" + String(repeating: " ", count: indent) }
    out += close
  }

  private static func quote(_ text: String, _ out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
