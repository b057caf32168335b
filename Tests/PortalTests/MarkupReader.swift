/// Reads a page's markup as strictly as no browser does, so that tests can ask about its structure.
struct MarkupReader {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Names of the elements around it, outermost first.
    let path: [String]
    /// The text inside it, set once it has closed.
    var text = ""
    /// Indices of the elements around it.
    let ancestors: [Int]
  }

  /// What is wrong with the markup.
  struct Malformed: Error { let message: String }

  private static let void: Set<String> = ["meta", "link", "input", "br", "hr", "img"]

  private(set) var elements: [Element] = []
  private var rest: Substring
  private var open: [Int] = []

  init(_ markup: String) throws {
    rest = markup[...]
    guard rest.hasPrefix("<!doctype html>") else { throw Malformed(message: "no doctype") }
    rest = rest.dropFirst("<!doctype html>".count)
    while let start = rest.firstIndex(of: "<") {
      let text = rest[..<start]
      guard !text.contains(">") else { throw Malformed(message: "a bare > in \(text.suffix(40))") }
      // What stands in `code` is no language's; only the element itself has it.
      let isCode = open.last.map { elements[$0].name == "code" } ?? false
      for index in isCode ? open.suffix(1) : open[...] { elements[index].text += text }
      rest = rest[start...].dropFirst()
      try tag()
    }
    guard open.isEmpty else {
      throw Malformed(message: "not closed: \(open.map { elements[$0].name })")
    }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private mutating func tag() throws {
    guard let end = MarkupReader.end(of: rest) else { throw Malformed(message: "unclosed tag") }
    let inside = rest[..<end]
    rest = rest[end...].dropFirst()
    if inside.hasPrefix("/") {
      guard let last = open.popLast(), elements[last].name == inside.dropFirst() else {
        throw Malformed(message: "<\(inside)> closes nothing")
      }
      return
    }
    let name = String(inside.prefix { $0.isLetter || $0.isNumber })
    let attributes = try MarkupReader.attributes(inside.dropFirst(name.count), of: name)
    elements.append(
      Element(
        name: name, attributes: attributes, path: open.map { elements[$0].name }, ancestors: open))
    if !MarkupReader.void.contains(name) { open.append(elements.count - 1) }
  }

  /// The closing bracket that stands outside quotes.
  private static func end(of text: Substring) -> Substring.Index? {
    var quoted = false
    for index in text.indices {
      if text[index] == "\"" { quoted.toggle() }
      if text[index] == ">", !quoted { return index }
    }
    return nil
  }

  private static func attributes(_ text: Substring, of name: String) throws -> [String: String] {
    var found: [String: String] = [:]
    var rest = text
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard !rest.isEmpty else { return found }
      let key = String(rest.prefix { $0.isLetter || $0 == "-" })
      guard !key.isEmpty else { throw Malformed(message: "odd attribute in <\(name)\(text)>") }
      rest = rest.dropFirst(key.count)
      var value = ""
      if rest.hasPrefix("=") {
        guard rest.hasPrefix("=\"") else {
          throw Malformed(message: "\(key) of <\(name)> is not quoted")
        }
        rest = rest.dropFirst(2)
        value = String(rest.prefix { $0 != "\"" })
        rest = rest.dropFirst(value.count + 1)
      }
      guard found.updateValue(value, forKey: key) == nil else {
        throw Malformed(message: "\(key) stands twice in <\(name)>")
      }
    }
  }
}
