/// Reads `multipart/form-data` (RFC 7578) that is wholly at hand.
struct MultipartReader {
  private let body: [UInt8]
  private let delimiter: [UInt8]
  private var position = 0

  init(body: [UInt8], boundary: [UInt8]) {
    self.body = body
    delimiter = Array("\r\n--".utf8) + boundary
  }

  /// - Throws: `Problem` when a part is malformed, unfinished or one too many.
  func form() throws -> Form {
    var reader = self
    return try reader.read()
  }

  private mutating func read() throws -> Form {
    guard body.starts(with: delimiter.dropFirst(2)) else { throw Form.unreadable }
    position = delimiter.count - 2
    var form = Form()
    while true {
      if take("--") { return form }
      guard take("\r\n") else { throw Form.unreadable }
      let head = try readHead()
      let content = try readContent()
      if let name = head.fileName {
        guard form.files.count < Form.Limit.files else { throw Form.tooMany }
        // A file field that was left alone sends an empty part without a name.
        if name.isEmpty, content.isEmpty { continue }
        form.files.append(
          Form.File(
            field: head.field, name: name, contentType: head.contentType, bytes: Array(content)))
      } else {
        guard form.fields.pairs.count < Form.Limit.fields else { throw Form.tooMany }
        guard let text = String(validating: content, as: UTF8.self) else { throw Form.unreadable }
        form.fields.add(head.field, text)
      }
    }
  }

  private struct PartHead {
    var field = ""
    var fileName: String?
    var contentType = "text/plain"
  }

  private mutating func readHead() throws -> PartHead {
    var head = PartHead()
    let start = position
    while !take("\r\n") {
      guard let end = find(Array("\r\n".utf8)), end - start <= Form.Limit.partHeadBytes,
        let line = String(validating: body[position..<end], as: UTF8.self),
        let colon = line.firstIndex(of: ":")
      else { throw Form.unreadable }
      position = end + 2
      let value = String(line[line.index(after: colon)...]).trimmed
      switch line[..<colon].lowercased() {
      case "content-disposition":
        let parameters = HeaderParameters(value)
        guard parameters.value == "form-data", let name = parameters["name"] else {
          throw Form.unreadable
        }
        head.field = MultipartReader.unescaped(name)
        head.fileName = parameters["filename"].map(MultipartReader.baseName)
      case "content-type": head.contentType = value
      default: break
      }
    }
    guard !head.field.isEmpty else { throw Form.unreadable }
    return head
  }

  private mutating func readContent() throws -> ArraySlice<UInt8> {
    // An empty part's delimiter begins with the line break that ended its head.
    position -= 2
    let searchStart = position
    guard let end = find(delimiter) else { throw Form.unreadable }
    position = end + delimiter.count
    let start = searchStart + 2
    return start <= end ? body[start..<end] : []
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let expected = text.description.utf8
    guard body[position...].starts(with: expected) else { return false }
    position += expected.count
    return true
  }

  /// Where the pattern next begins.
  ///
  /// The first byte is looked for alone: it is a carriage return,
  /// rare in a body, so the comparison of the rest is seldom tried.
  private func find(_ pattern: [UInt8]) -> Int? {
    guard let first = pattern.first else { return nil }
    var index = position
    while let candidate = body[index...].firstIndex(of: first) {
      if body[candidate...].starts(with: pattern) { return candidate }
      index = candidate + 1
    }
    return nil
  }

  private static func unescaped(_ name: String) -> String {
    PercentEncoding.decodingQuotes(name)
  }

  private static func baseName(_ name: String) -> String {
    let last = unescaped(name).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let plain = last.filter { character in
      character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
    return plain == "." || plain == ".." ? "" : String(plain.prefix(255))
  }
}

extension PercentEncoding {
  /// Undoes the three escapes that browsers write in part names: quote, carriage return, line feed.
  static func decodingQuotes(_ text: String) -> String {
    guard text.contains("%") else { return text }
    return text.replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: " ")
  }
}
