internal import HTTPServer
internal import Workflow

/// Lets the files of people who are signed in flow into the content store while they arrive.
///
/// Whoever is not, or comes from another site, writes nothing to the disk.
struct ArrivingFiles: FileIntake {
  /// The largest file, and room for the other fields of its form.
  static let bodyLimit = Sandbox.largestFile + Routes.defaultBodyLimit

  let site: Site

  func begin(
    _ file: Form.FileHead, of request: Request, after fields: Parameters
  ) async throws -> any FileDestination {
    try site.environment.formGuard.checkOrigin(of: request)
    let visit = try await site.visit(request)
    let form = try await visit.sandbox.fileForm(of: fields["kind"] ?? "", as: visit.caller)
    return ArrivingFile(arrival: try visit.sandbox.arrival(limit: form.mostBytes))
  }

  /// Keeps the file of a form.
  ///
  /// - Throws: `Refusal` for one that is not there, or not of its kind.
  static func keep(
    _ file: Form.File?, as kind: String, _ visit: Visit
  ) async throws -> KeptFile {
    guard case .received(let destination, _)? = file?.content,
      let arriving = destination as? ArrivingFile
    else { throw Problem(.badRequest, "The form brought no file.", code: "malformed") }
    return try await visit.sandbox.keep(arriving.arrival, as: kind, by: visit.caller)
  }
}

/// One file on its way into the store.
private struct ArrivingFile: FileDestination {
  let arrival: FileArrival

  func write(_ piece: ArraySlice<UInt8>) async throws { try await arrival.write(piece) }
}
