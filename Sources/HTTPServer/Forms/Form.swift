/// What a browser's form sent: fields in order, and files.
public struct Form: Sendable {
  /// What a part of a form says of a file: claims, none of them checked.
  public struct FileHead: Sendable, Hashable {
    /// The field it came under.
    public let field: String
    /// The name it had with the sender, without any directory; only a label, never a path.
    public let name: String
    /// The media type the sender claims.
    public let contentType: String
  }

  /// A file that came with a form.
  public struct File: Sendable {
    /// Where its content is.
    public enum Content: Sendable {
      /// At hand, on a route that has no intake.
      case bytes([UInt8])
      /// Where the route's intake has sent it, so many bytes.
      case received(any FileDestination, count: Int)
      /// Nowhere: it was not wanted.
      case refused(any Error)
    }

    /// What its part said of it.
    public let head: FileHead
    /// Its content.
    public let content: Content

    /// A file as tests make it.
    public init(_ head: FileHead, _ content: Content) {
      self.head = head
      self.content = content
    }

    /// The field it came under.
    public var field: String { head.field }
    /// The name it had with the sender.
    public var name: String { head.name }
    /// The media type the sender claims.
    public var contentType: String { head.contentType }

    /// Its content where that is at hand, else nothing.
    public var bytes: [UInt8] { if case .bytes(let bytes) = content { bytes } else { [] } }

    /// Whether nothing came; of one that was refused that is not known.
    public var isEmpty: Bool {
      switch content {
      case .bytes(let bytes): bytes.isEmpty
      case .received(_, let count): count == 0
      case .refused: false
      }
    }
  }

  /// Bounds of one form.
  ///
  /// The longest form asks some 120 facts, a list has at most 32 records.
  enum Limit {
    static let fields = 2_000
    static let files = 32
    static let partHeadBytes = 4_096
    /// All fields of a form whose files go elsewhere, in bytes.
    static let fieldBytes = Routes.defaultBodyLimit
  }

  /// The typed fields.
  public var fields: Parameters
  /// The files; an untouched file field sends none.
  public var files: [File]

  /// A form as tests make it.
  public init(fields: Parameters = Parameters(), files: [File] = []) {
    self.fields = fields
    self.files = files
  }

  /// The first value under a name, as it was sent.
  public subscript(name: String) -> String? { fields[name] }
}

extension Request {
  /// Reads the body as a form, urlencoded or multipart.
  ///
  /// - Throws: `Problem`: 415 for another media type, 400 for a body that cannot be read, 413 for
  ///   more fields or files than a form may have.
  public func form() throws -> Form {
    if let received { return try received.get() }
    switch mediaType {
    case "application/x-www-form-urlencoded":
      guard body.split(separator: UInt8(ascii: "&")).count <= Form.Limit.fields else {
        throw Form.tooMany
      }
      guard let fields = Parameters(urlEncoded: body, limit: Form.Limit.fields) else {
        throw Form.unreadable
      }
      return Form(fields: fields)
    case "multipart/form-data": return try Form(multipart: self)
    default:
      throw Problem(
        .unsupportedMediaType,
        "Send the form as application/x-www-form-urlencoded or multipart/form-data.")
    }
  }
}

extension Form {
  static let unreadable = Problem(
    .badRequest, "The form could not be read. Go back, reload the page and send it again.")
  static let tooMany = Problem(
    .contentTooLarge, "The form has more fields or files than it may. Send it in several steps.")

  /// A multipart body that is wholly at hand.
  fileprivate init(multipart request: Request) throws {
    self.init()
    var parser = try MultipartParser(of: request)
    parser.add(request.body)
    var content: [UInt8] = []
    while let event = try parser.next() {
      switch event {
      case .begin: content = []
      case .content(let piece): content += piece
      case .end(let part): try add(part, content)
      }
    }
    try parser.finish()
  }

  private mutating func add(_ part: MultipartParser.Part, _ content: [UInt8]) throws {
    guard let file = part.file else { return try add(field: part.field, content) }
    // A file field that was left alone sends an empty part without a name.
    guard !file.name.isEmpty || !content.isEmpty else { return }
    try add(File(file, .bytes(content)))
  }

  mutating func add(field: String, _ content: [UInt8]) throws {
    guard fields.pairs.count < Limit.fields else { throw Form.tooMany }
    guard let text = String(validating: content, as: UTF8.self) else { throw Form.unreadable }
    fields.add(field, text)
  }

  mutating func add(_ file: File) throws {
    guard files.count < Limit.files else { throw Form.tooMany }
    files.append(file)
  }
}
