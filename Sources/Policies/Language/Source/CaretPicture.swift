/// Draws a line of source with carets below the piece that is meant.
enum CaretPicture {
  private static let widestLine = 160

  static func draw(_ source: SourceFile, _ span: Span, _ line: Int, note: String?) -> String {
    let text = source.line(line).replacing("\t", with: " ")
    let lineStart = source.lineStarts[line - 1]
    let before = source.slice(lineStart, span.start)
    let lineEnd = lineStart + source.line(line).utf8.count
    let marked = source.slice(span.start, min(span.end, lineEnd))
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let carets = String(repeating: "^", count: max(1, width(of: marked)))
    let pad = String(repeating: " ", count: width(of: before))
    let shown = text.count > widestLine ? String(text.prefix(widestLine)) + "…" : text
    let tail = note.map { " " + $0 } ?? ""
    return "\(margin) | \(visible(shown))\n      | \(pad)\(carets)\(tail)"
  }

  /// Columns a terminal needs; ideographs and full-width forms take two.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default:
      false
    }
  }

  /// Invisible and direction-changing characters are shown as a box, so that the picture cannot lie.
  private static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { DeceptiveCharacters.deceives($0) ? "\u{25A1}" : $0 }))
  }
}
