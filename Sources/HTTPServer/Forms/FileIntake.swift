/// Takes in the files of a route's forms while they arrive, so that none is ever whole in memory.
public protocol FileIntake: Sendable {
  /// A file begins.
  ///
  /// - Parameters:
  ///   - file: what its part says of it; only claims.
  ///   - request: the request with its head alone.
  ///   - fields: the fields that stood before it in the form.
  /// - Returns: where its pieces go.
  /// - Throws: why it is not wanted. The rest of the form is read nevertheless, and the file stands
  ///   in it as refused.
  func begin(
    _ file: Form.FileHead, of request: Request, after fields: Parameters
  ) async throws -> any FileDestination
}

/// Where one file goes, piece by piece; let go of before it was used, it should leave nothing.
public protocol FileDestination: Sendable {
  /// Takes the next piece; nothing more is read from the sender meanwhile.
  ///
  /// - Throws: why no more is taken; the file then stands in its form as refused.
  func write(_ piece: ArraySlice<UInt8>) async throws
}
