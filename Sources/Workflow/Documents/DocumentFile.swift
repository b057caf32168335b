internal import Postgres

/// A document with its file, for who may read the row.
public struct DocumentFile: Sendable, Codable {
  /// Its title; may be empty.
  public let title: String
  /// Its SHA-256, hexadecimal.
  public let digest: String
  /// How many bytes.
  public let bytes: Int64
  /// What it is by its bytes, as ``MediaType`` names it.
  public let media: String

  /// Its name when it is saved: the title, ending as its type does.
  public var fileName: String {
    let plain = title.filter { character in
      character.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0.value != 0x7F && !Self.separators.contains($0)
          && !$0.properties.isDefaultIgnorableCodePoint && !$0.properties.isBidiControl
      }
    }
    let name = plain.isEmpty ? String(digest.prefix(16)) : String(plain.prefix(120))
    let suffix = MediaType(rawValue: media)?.suffix ?? ""
    let isNamed = suffix.isEmpty || name.lowercased().hasSuffix(".\(suffix)")
    return isNamed ? name : "\(name).\(suffix)"
  }

  /// What no system takes in a name, or reads as a folder.
  private static let separators: Set<Unicode.Scalar> = [
    "/", "\\", ":", "*", "?", "\"", "<", ">", "|",
  ]
}

extension Sandbox {
  /// The documents of a case, newest first.
  ///
  /// - Parameters:
  ///   - reference: the case's.
  ///   - caller: who asks.
  /// - Returns: all that the caller may read.
  /// - Throws: `Refusal` of kind `notFound` when there is no such case, or it may not be seen.
  public func documents(
    of reference: String, as caller: Caller
  ) async throws(Refusal) -> [DocumentView] {
    try await readCase(
      [DocumentView].self, reference,
      """
      SELECT (SELECT coalesce(jsonb_agg(\(Sandbox.document) ORDER BY d.added_at DESC), '[]')
                FROM document d WHERE d.application = a.id)
        FROM application a WHERE a.reference = \(reference)
      """, as: caller)
  }

  /// A document of a case by its digest, and where its file lies.
  ///
  /// Whoever may read the row may read the file, and nobody else.
  ///
  /// - Parameters:
  ///   - digest: its SHA-256, hexadecimal.
  ///   - reference: the case's.
  ///   - caller: who asks.
  /// - Returns: the document, the latest of that digest, and its file.
  /// - Throws: `Refusal` of kind `notFound` also where it may not be read, `unavailable` where the
  ///   file is not in the store.
  public func documentFile(
    _ digest: String, of reference: String, as caller: Caller
  ) async throws(Refusal) -> (document: DocumentFile, path: String) {
    let document = try await readCase(
      DocumentFile.self, reference,
      """
      SELECT jsonb_build_object('title', d.title, 'digest', encode(d.digest, 'hex'), 'bytes', d.bytes, 'media', d.media)
        FROM document d JOIN application a ON a.id = d.application
       WHERE a.reference = \(reference) AND encode(d.digest, 'hex') = \(digest)
       ORDER BY d.added_at DESC LIMIT 1
      """, as: caller)
    guard let path = try path(ofFile: document.digest) else {
      throw Refusal(
        .unavailable, "The document's file is not in the store.",
        advice: "Tell the operator, who finds it with `db check`.")
    }
    return (document, path)
  }
}
