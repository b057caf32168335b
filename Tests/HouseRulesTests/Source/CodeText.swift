/// Swift source with everything blanked out that is not code: comments, the text of strings, names
/// in backticks.
///
/// Line breaks stay, and so does code inside of interpolations.
///
/// Regular-expression literals without `#` are not known here; they are not used in the project.
struct CodeText {
  private(set) var characters: [Character] = []
  private let source: [Character]
  private var position = 0

  init(_ source: String) {
    self.source = Array(source)
    characters.reserveCapacity(self.source.count)
    readCode(untilClosingParenthesis: false)
  }

  /// Reads code, to the end of the file or to the parenthesis that ends an interpolation.
  private mutating func readCode(untilClosingParenthesis: Bool) {
    var depth = 0
    while position < source.count {
      if matches("//") {
        blank { $0.isNewline }
      } else if matches("/*") {
        readBlockComment()
      } else if source[position] == "`" {
        blank(1)
        blank { $0 == "`" }
        blank(1)
      } else if let hashes = stringStart() {
        readString(hashes: hashes)
      } else {
        if source[position] == "(" { depth += 1 }
        if source[position] == ")" { depth -= 1 }
        if depth < 0 && untilClosingParenthesis { return }
        characters.append(source[position])
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

  /// The number of `#` before the quote, if a string begins here.
  private func stringStart() -> Int? {
    var end = position
    while end < source.count && source[end] == "#" { end += 1 }
    return end < source.count && source[end] == "\"" ? end - position : nil
  }

  private mutating func readString(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    blank(hashes)
    let quote = matches("\"\"\"") ? "\"\"\"" : "\""
    blank(quote.count)
    while position < source.count && !matches(quote + fence) {
      if matches("\\" + fence + "(") {
        blank(hashes + 2)
        readCode(untilClosingParenthesis: true)
        blank(1)
      } else {
        blank(matches("\\" + fence) ? hashes + 2 : 1)
      }
    }
    blank(quote.count + hashes)
  }

  private func matches(_ text: String) -> Bool {
    source[position...].starts(with: text)
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where position < source.count {
      characters.append(source[position].isNewline ? "\n" : " ")
      position += 1
    }
  }

  private mutating func blank(until isEnd: (Character) -> Bool) {
    while position < source.count && !isEnd(source[position]) { blank(1) }
  }
}
