/// What a browser's form sent: fields in order, and files.
public struct Form: Sendable {
  /// A file that came with a form.
  public struct File: Sendable, Equatable {
    /// The field it came under.
    public let field: String
    /// The name it had with the sender, without any directory; only a label, never a path.
    public let name: String
    /// The media type the sender claims.
    public let contentType: String
    /// Its content.
    public let bytes: [UInt8]
  }

  /// Bounds of one form.
  ///
  /// The longest form asks some 120 facts, a list has at most 32 records.
  enum Limit {
    static let fields = 2_000
    static let files = 32
    static let partHeadBytes = 4_096
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
    switch mediaType {
    case "application/x-www-form-urlencoded":
      guard body.split(separator: UInt8(ascii: "&")).count <= Form.Limit.fields else {
        throw Form.tooMany
      }
      guard let fields = Parameters(urlEncoded: body, limit: Form.Limit.fields) else {
        throw Form.unreadable
      }
      return Form(fields: fields)
    case "multipart/form-data":
      guard
        let boundary = HeaderParameters(headers["Content-Type"] ?? "")["boundary"],
        (1...70).contains(boundary.utf8.count)
      else { throw Form.unreadable }
      return try MultipartReader(body: body, boundary: Array(boundary.utf8)).form()
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
}
