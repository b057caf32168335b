import Foundation
import HTTPServer
import Testing

extension DeskBrowser {
  /// Opens the page of an act and sends its form with a file, as a browser does.
  func sendFile(
    _ bytes: [UInt8], named name: String, _ fields: [(String, String)] = [], to path: String
  ) async throws -> Answer {
    let request = try await fileRequest(bytes, named: name, fields, to: path)
    return try await answering(await router.respond(to: request))
  }

  /// The request of it.
  func fileRequest(
    _ bytes: [UInt8], named name: String, _ fields: [(String, String)], to path: String
  ) async throws -> Request {
    let page = try await get(path).page()
    let form = try #require(
      page.elements.indices.last {
        page.elements[$0].attributes["enctype"] == "multipart/form-data"
      }, "no form with a file at \(path)")
    let hidden = page.elements.filter {
      $0.ancestors.contains(form) && $0.attributes["type"] == "hidden"
    }.map { ($0.attributes["name"] ?? "", $0.attributes["value"]?.unescaped ?? "") }
    let action = page.elements[form].attributes["action"]?.unescaped ?? path
    var body: [UInt8] = []
    for (field, value) in hidden + fields {
      body += Array(
        "--edge\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array(
      "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n".utf8)
    body += bytes + Array("\r\n--edge--\r\n".utf8)
    return Request(
      .post, try #require(RequestTarget(action)),
      headers: [
        "Accept": "text/html", "Host": "portal.example", "Origin": "http://portal.example",
        "Cookie": "session=\(secret); language=\(language)",
        "Content-Type": "multipart/form-data; boundary=edge",
      ], body: body)
  }

  private func answering(_ response: Response) async throws -> Answer {
    var markup = ""
    if case .bytes(let bytes) = response.body { markup = String(decoding: bytes, as: UTF8.self) }
    return Answer(
      status: response.status, markup: markup, location: response.headers["Location"])
  }

  /// A response as it is, with its headers.
  func fetch(_ path: String, _ more: [(String, String)] = []) async throws -> Response {
    var headers: Headers = ["Cookie": "session=\(secret); language=\(language)"]
    for (name, value) in more { headers.add(name, value) }
    return await router.respond(
      to: Request(.get, try #require(RequestTarget(path)), headers: headers))
  }
}
