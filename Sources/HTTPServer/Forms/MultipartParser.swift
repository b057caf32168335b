/// Reads `multipart/form-data` (RFC 7578) as it comes: a value that is given pieces and gives events.
///
/// It holds a part's head or what may be the beginning of a delimiter, never a part's content.
struct MultipartParser {
  /// What a part says of itself.
  struct Part: Sendable {
    var field = ""
    /// Of a file.
    var file: Form.FileHead?
  }

  enum Event {
    case begin(Part)
    case content(ArraySlice<UInt8>)
    case end(Part)
  }

  private enum State {
    /// Before the first delimiter, which lacks its line break.
    case start
    /// Behind a delimiter: the form's end or another part.
    case border
    case head
    /// Behind a head, whose last line break may begin the delimiter of an empty part.
    case opened(Part)
    case content(Part)
    case closed
  }

  private let delimiter: [UInt8]
  private var state = State.start
  private var buffer: [UInt8] = []
  private var position = 0

  /// - Throws: `Problem` where the request names no boundary (RFC 2046 §5.1.1).
  init(of request: Request) throws {
    guard let boundary = HeaderParameters(request.headers["Content-Type"] ?? "")["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { throw Form.unreadable }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// How many bytes are held.
  var held: Int { buffer.count - position }

  /// Adds a piece of the body.
  mutating func add(_ piece: [UInt8]) {
    buffer.removeFirst(position)
    position = 0
    buffer += piece
  }

  /// What comes next; nil when more is wanted.
  ///
  /// - Throws: `Problem` for what is malformed.
  mutating func next() throws -> Event? {
    while true {
      switch state {
      case .start:
        guard let isThere = begins(with: delimiter.dropFirst(2)) else { return nil }
        guard isThere else { throw Form.unreadable }
        position += delimiter.count - 2
        state = .border
      case .border:
        guard held >= 2 else { return nil }
        let mark = buffer[position..<(position + 2)]
        position += 2
        if mark.elementsEqual("--".utf8) {
          state = .closed
        } else if mark.elementsEqual("\r\n".utf8) {
          state = .head
        } else {
          throw Form.unreadable
        }
      case .head:
        guard let part = try head() else { return nil }
        state = .opened(part)
        return .begin(part)
      case .opened(let part):
        guard let isEmpty = begins(with: delimiter[...]) else { return nil }
        position += isEmpty ? delimiter.count : 2
        state = isEmpty ? .border : .content(part)
        if isEmpty { return .end(part) }
      case .content(let part): return content(of: part)
      case .closed:
        // What stands behind the last delimiter is nobody's (RFC 2046 §5.1.1).
        position = buffer.count
        return nil
      }
    }
  }

  /// The body is over.
  ///
  /// - Throws: `Problem` where the form was not.
  func finish() throws {
    guard case .closed = state else { throw Form.unreadable }
  }

  // MARK: Parts

  /// Whether the text stands here; nil while that is open.
  private func begins(with text: ArraySlice<UInt8>) -> Bool? {
    let there = buffer[position...].prefix(text.count)
    guard text.starts(with: there) else { return false }
    return there.count == text.count ? true : nil
  }

  private mutating func content(of part: Part) -> Event? {
    var index = position
    // A carriage return is rare in a body, so the rest is seldom compared.
    while let found = buffer[index...].firstIndex(of: 0x0D) {
      let rest = buffer[found...].prefix(delimiter.count)
      guard delimiter.starts(with: rest) else {
        index = found + 1
        continue
      }
      if found > position { return taken(to: found) }
      guard rest.count == delimiter.count else { return nil }
      position += delimiter.count
      state = .border
      return .end(part)
    }
    return position < buffer.count ? taken(to: buffer.count) : nil
  }

  private mutating func taken(to end: Int) -> Event {
    defer { position = end }
    return .content(buffer[position..<end])
  }

  /// The lines of a head; leaves the line break that ends the last of them.
  private mutating func head() throws -> Part? {
    let limit = Form.Limit.partHeadBytes
    // A part that says nothing of itself.
    guard begins(with: [0x0D, 0x0A]) != true else { throw Form.unreadable }
    let here = buffer[position...].prefix(limit + 4)
    guard let end = here.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound else {
      guard here.count < limit + 4 else { throw Form.unreadable }
      return nil
    }
    guard let text = String(validating: here[..<end], as: UTF8.self) else { throw Form.unreadable }
    position = end + 2
    var part = Part()
    var name: String?
    var contentType = "text/plain"
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Form.unreadable }
      let value = String(line[line.index(after: colon)...]).trimmed
      switch line[..<colon].lowercased() {
      case "content-disposition":
        let parameters = HeaderParameters(value)
        guard parameters.value == "form-data", let field = parameters["name"] else {
          throw Form.unreadable
        }
        part.field = PercentEncoding.decodingQuotes(field)
        name = parameters["filename"].map(MultipartParser.baseName)
      case "content-type": contentType = value
      default: break
      }
    }
    guard !part.field.isEmpty else { throw Form.unreadable }
    part.file = name.map {
      Form.FileHead(field: part.field, name: $0, contentType: contentType)
    }
    return part
  }

  private static func baseName(_ name: String) -> String {
    let unescaped = PercentEncoding.decodingQuotes(name)
    let last = unescaped.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
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
