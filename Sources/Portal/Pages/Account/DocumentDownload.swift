internal import Crypto
internal import Foundation
internal import HTTPServer
internal import Workflow

/// A document of a case, to whoever may read its row; always saved, never shown by the browser.
enum DocumentDownload {
  static func response(
    _ visit: Visit, _ reference: String, _ digest: String
  ) async throws -> Response {
    let (document, path) = try await visit.sandbox.documentFile(
      digest, of: reference, as: visit.caller)
    visit.showing.note("document", of: [reference], document: document.digest)
    var response = Response(contentType: contentType(document), body: .file(path: path))
      .offered(as: document.fileName)
    // The bytes of a digest never change; who may have them is asked anew each time.
    response.headers["ETag"] = "\"\(document.digest)\""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Digest"] = Digest(hex: document.digest).map(contentDigest)
    // Should a browser open it all the same: no scripts, no forms, no origin of ours.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
  }

  /// As RFC 9530 writes it.
  private static func contentDigest(_ digest: Digest) -> String {
    "sha-256=:\(Data(digest.bytes).base64EncodedString()):"
  }

  /// The type that was found in the bytes where it is one that is taken, else none.
  private static func contentType(_ document: DocumentFile) -> String {
    let media = MediaType(rawValue: document.media) ?? .unknown
    switch media {
    case .text, .csv: return "\(media.rawValue); charset=utf-8"
    case .pdf, .png, .jpeg, .wordDocument, .workbook, .json, .unknown: return media.rawValue
    }
  }
}
