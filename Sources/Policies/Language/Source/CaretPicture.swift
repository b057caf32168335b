/// Draws a line of source with carets below the piece that is meant.
enum CaretPicture {
  /// A longer line is cut on both sides of the piece.
  private static let longestLine = 140
  /// Characters kept before the piece in a line that is cut.
  private static let keptBefore = 40

  static func draw(_ source: SourceFile, _ span: Span, _ line: Int, note: String?) -> String {
    let whole = source.line(line)
    let start = source.lineStarts[line - 1]
    var before = source.slice(start, span.start)
    var marked = source.slice(span.start, min(span.end, start + whole.utf8.count))
    var after = source.slice(span.start + marked.utf8.count, start + whole.utf8.count)
    if whole.count > longestLine {
      if before.count > keptBefore { before = "…" + before.suffix(keptBefore) }
      let room = longestLine - before.count
      if marked.count > room { marked = marked.prefix(room) + "…" }
      after =
        after.count > max(0, room - marked.count)
        ? after.prefix(max(0, room - marked.count)) + "…" : after
    }
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let carets = String(repeating: "^", count: max(1, width(of: marked)))
    let pad = String(repeating: " ", count: width(of: before))
    let tail = note.map { " " + $0 } ?? ""
    return "\(margin) | \(visible(before + marked + after))\n      | \(pad)\(carets)\(tail)"
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

  /// Tabs take one column; invisible and direction-changing characters are shown as a box, so that the
  /// picture cannot lie.
  private static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0 == "\t" ? " " : DeceptiveCharacters.deceives($0) ? "\u{25A1}" : $0
        }))
  }
}
