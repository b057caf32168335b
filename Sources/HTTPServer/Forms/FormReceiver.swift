/// Reads one form while it arrives: its fields are held, its files go where the intake says.
actor FormReceiver {
  private enum Content {
    case field([UInt8])
    case file(any FileDestination, count: Int)
    /// A file without a name, so far without a byte: a field that was left alone.
    case untouched
    case refused(any Error)
  }

  private let request: Request
  private let intake: any FileIntake
  private var parser: MultipartParser
  private var form = Form()
  private var content = Content.untouched
  private var fieldBytes = 0

  /// - Throws: `Problem` where the request names no boundary.
  init(_ request: Request, _ intake: any FileIntake) throws {
    self.request = request
    self.intake = intake
    parser = try MultipartParser(of: request)
  }

  /// Bytes held in memory: fields, and what is not yet understood.
  var held: Int { fieldBytes + parser.held }

  /// Takes the next piece of the body.
  ///
  /// - Throws: `Problem` for a form that cannot be read, or has more than it may.
  func take(_ piece: [UInt8]) async throws {
    parser.add(piece)
    while let event = try parser.next() {
      switch event {
      case .begin(let part): content = await begin(part)
      case .content(let bytes): try await add(bytes)
      case .end(let part): try end(part)
      }
    }
  }

  /// The form, once the body is over.
  ///
  /// - Throws: `Problem` for one that was not finished.
  func finish() throws -> Form {
    try parser.finish()
    return form
  }

  private func begin(_ part: MultipartParser.Part) async -> Content {
    guard let file = part.file else { return .field([]) }
    guard !file.name.isEmpty else { return .untouched }
    do {
      return .file(try await intake.begin(file, of: request, after: form.fields), count: 0)
    } catch {
      return .refused(error)
    }
  }

  private func add(_ bytes: ArraySlice<UInt8>) async throws {
    switch content {
    case .field(var text):
      // The array must be owned once, or each piece would copy all before it.
      content = .untouched
      fieldBytes += bytes.count
      guard fieldBytes <= Form.Limit.fieldBytes else { throw Form.tooMany }
      text += bytes
      content = .field(text)
    case .file(let destination, let count):
      do {
        try await destination.write(bytes)
        content = .file(destination, count: count + bytes.count)
      } catch {
        content = .refused(error)
      }
    case .untouched: throw Form.unreadable
    case .refused: break
    }
  }

  private func end(_ part: MultipartParser.Part) throws {
    switch (content, part.file) {
    case (.field(let text), _): try form.add(field: part.field, text)
    case (.file(let destination, let count), let file?):
      try form.add(Form.File(file, .received(destination, count: count)))
    case (.refused(let error), let file?): try form.add(Form.File(file, .refused(error)))
    default: break
    }
    content = .untouched
  }
}
