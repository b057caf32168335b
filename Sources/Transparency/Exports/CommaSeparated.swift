/// Rows of comma-separated values (RFC 4180) in UTF-8 that no spreadsheet takes for formulas.
public enum CommaSeparated {
  /// Appends one row, ended by CR LF.
  public static func append(row fields: [String], to bytes: inout [UInt8]) {
    for (offset, field) in fields.enumerated() {
      if offset > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field, to: &bytes)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  /// A field that begins with = + - @ tab or CR gets an apostrophe before it, and is quoted, as
  /// OWASP advises: spreadsheets run such a field.
  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let text = field.utf8
    let isFormula = text.first.map(startsFormula) ?? false
    let isQuoted = isFormula || text.contains(where: needsQuotes)
    guard isQuoted else { return bytes.append(contentsOf: text) }
    bytes.append(UInt8(ascii: "\""))
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      true
    default: false
    }
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }
}
