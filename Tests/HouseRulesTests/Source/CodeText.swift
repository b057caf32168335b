/// Swift source with everything blanked out that is not code.
///
/// Comments, the text of strings and names in backticks become spaces. Line breaks stay, and so does
/// code inside of interpolations. Regular-expression literals between `#/` and `/#` are strings here;
/// those without `#` are not known, and not used in the project.
struct CodeText {
  private(set) var bytes: [UInt8] = []
  private let source: [UInt8]
  private var position = 0

  init(_ source: String) {
    self.source = Array(source.utf8)
    bytes.reserveCapacity(self.source.count)
    readCode(untilClosingParenthesis: false)
  }

  /// The code as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes that may begin something else than code, or end an interpolation.
  private static let isSpecial = (0...255).map { "/`\"#()".utf8.contains(UInt8($0)) }

  /// Reads code, to the end of the file or to the parenthesis that ends an interpolation.
  private mutating func readCode(untilClosingParenthesis: Bool) {
    var depth = 0
    while position < source.count {
      let byte = source[position]
      if !Self.isSpecial[Int(byte)] {
        bytes.append(byte)
        position += 1
      } else if matches("//") {
        blank { $0 == UInt8(ascii: "\n") }
      } else if matches("/*") {
        readBlockComment()
      } else if byte == UInt8(ascii: "`") {
        blank(1)
        blank { $0 == UInt8(ascii: "`") }
        blank(1)
      } else if let fence = stringStart() {
        readString(hashes: fence.hashes, quote: fence.quote)
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if depth < 0 && untilClosingParenthesis { return }
        bytes.append(byte)
        position += 1
      }
    }
  }

  private mutating func readBlockComment() {
    var depth = 0
    repeat {
      if matches("/*") { depth += 1 } else if matches("*/") { depth -= 1 }
      blank(matches("/*") || matches("*/") ? 2 : 1)
    } while depth > 0 && position < source.count
  }

  /// The `#` signs and the quote that begin a string here, if one begins.
  private func stringStart() -> (hashes: Int, quote: String)? {
    var end = position
    while end < source.count && source[end] == UInt8(ascii: "#") { end += 1 }
    guard end < source.count else { return nil }
    let hashes = end - position
    if source[end...].starts(with: "\"\"\"".utf8) { return (hashes, "\"\"\"") }
    if source[end] == UInt8(ascii: "\"") { return (hashes, "\"") }
    return hashes > 0 && source[end] == UInt8(ascii: "/") ? (hashes, "/") : nil
  }

  private mutating func readString(hashes: Int, quote: String) {
    let fence = String(repeating: "#", count: hashes)
    let end = quote + fence
    let escape = "\\" + fence
    blank(hashes + quote.utf8.count)
    while position < source.count && !matches(end) {
      if matches(escape + "(") && quote != "/" {
        blank(hashes + 2)
        readCode(untilClosingParenthesis: true)
        blank(1)
      } else {
        blank(matches(escape) ? hashes + 2 : 1)
      }
    }
    blank(end.utf8.count)
  }

  private func matches(_ text: String) -> Bool {
    source[position...].starts(with: text.utf8)
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where position < source.count {
      bytes.append(source[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      position += 1
    }
  }

  private mutating func blank(until isEnd: (UInt8) -> Bool) {
    while position < source.count && !isEnd(source[position]) { blank(1) }
  }
}
