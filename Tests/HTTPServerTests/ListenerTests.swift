import Foundation
import FoundationNetworking
import HTTPServer
import Testing

/// Runs a listener for the time of a test, and stops it whatever happens.
func withListener<Value: Sendable>(
  _ routes: Routes, limits: ListenerLimits = ListenerLimits(),
  _ body: @Sendable (HTTPListener) async throws -> Value
) async throws -> Value {
  let listener = try HTTPListener(Router(routes), address: "127.0.0.1", port: 0, limits: limits)
  do {
    let value = try await body(listener)
    await listener.stop(grace: .zero)
    return value
  } catch {
    await listener.stop(grace: .zero)
    throw error
  }
}

struct ListenerTests {
  private static var routes: Routes {
    var routes = Routes()
    routes.on(.get, "/hello") { _ in .text("hello") }
    routes.on(.post, "/length", bodyLimit: 1_000) { request in .text("\(request.body.count)") }
    routes.on(.post, "/large", bodyLimit: 20_000_000) { request in
      .text("\(request.body.count) \(request.body.reduce(into: 0) { $0 &+= Int($1) })")
    }
    routes.on(.get, "/echo/{text}") { (request, text: String) in
      .text("\(text) \(request.query["q"] ?? "") \(request.peer)")
    }
    return routes
  }

  private func exchange(_ text: String, on listener: HTTPListener) async throws -> String {
    let client = try RawClient(port: listener.port)
    client.send(text)
    return try await client.read()
  }

  @Test func `a page is served to an ordinary client`() async throws {
    try await withListener(ListenerTests.routes) { listener in
      let address = try #require(
        URL(string: "http://127.0.0.1:\(listener.port)/echo/a%2Fb?q=%E6%B8%AC"))
      let (data, response) = try await URLSession.shared.data(from: address)
      #expect(String(decoding: data, as: UTF8.self) == "a/b 測 127.0.0.1")
      let answer = try #require(response as? HTTPURLResponse)
      #expect(answer.statusCode == 200)
      #expect(answer.value(forHTTPHeaderField: "X-Content-Type-Options") == "nosniff")
    }
  }

  @Test func `a large body arrives whole`() async throws {
    try await withListener(ListenerTests.routes) { listener in
      let address = try #require(URL(string: "http://127.0.0.1:\(listener.port)/large"))
      var request = URLRequest(url: address)
      request.httpMethod = "POST"
      let (data, _) = try await URLSession.shared.upload(
        for: request, from: Data(repeating: 3, count: 10_000_000))
      #expect(String(decoding: data, as: UTF8.self) == "10000000 30000000")
    }
  }

  @Test func `several requests share a connection, HEAD has no body`() async throws {
    try await withListener(ListenerTests.routes) { listener in
      let text = try await exchange(
        "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n"
          + "Connection: close\r\n\r\n", on: listener)
      #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
      #expect(text.components(separatedBy: "hello").count == 2)
      #expect(text.components(separatedBy: "Content-Length: 5").count == 3)
    }
  }

  private static let malformed: [String: (text: String, status: Int)] = [
    "no host": ("GET /hello HTTP/1.1\r\n\r\n", 400),
    "target not UTF-8": ("GET /%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
    "unknown method": ("BREW /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 501),
    "length and chunks": (
      "POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n"
        + "Connection: close\r\n\r\n0\r\n\r\n", 400
    ),
    "two lengths": (
      "POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n"
        + "Connection: close\r\n\r\nabcd", 400
    ),
    "length no number": ("POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400),
    "head too long": (
      "GET /hello HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431
    ),
  ]

  @Test(arguments: malformed.keys.sorted())
  func `a malformed request is refused`(kind: String) async throws {
    let (text, status) = try #require(ListenerTests.malformed[kind])
    try await withListener(ListenerTests.routes) { listener in
      let answer = try await exchange(text, on: listener)
      #expect(answer.hasPrefix("HTTP/1.1 \(status) ") || answer.hasPrefix("HTTP/1.0 \(status) "))
    }
  }

  @Test func `what is no request at all is cut off without an answer from a handler`() async throws
  {
    try await withListener(ListenerTests.routes) { listener in
      let answer = try await exchange("\u{16}\u{3}\u{1} nonsense\r\n\r\n", on: listener)
      #expect(!answer.contains(" 200 "))
    }
  }

  @Test func `an oversized body is 413, whether its length is told or not`() async throws {
    try await withListener(ListenerTests.routes) { listener in
      let start = "POST /length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
      let body = String(repeating: "a", count: 1_001)
      for text in [
        start + "Content-Length: 1001\r\n\r\n" + body,
        start + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n\(body)\r\n0\r\n\r\n",
        start + "Content-Length: 99999999999\r\n\r\n",
        start + "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n",
      ] {
        let answer = try await exchange(text, on: listener)
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("at most 1000 bytes"))
      }
      let fits = start + "Content-Length: 1000\r\n\r\n" + body.dropLast()
      #expect(try await exchange(fits, on: listener).hasSuffix("\r\n\r\n1000"))
    }
  }

  @Test func `two hundred connections are answered together`() async throws {
    let gate = Gate()
    var routes = Routes()
    routes.on(.get, "/wait") { _ in
      await gate.pass()
      return .text("passed")
    }
    try await withListener(routes) { listener in
      let clients = try (0..<200).map { _ in try RawClient(port: listener.port) }
      for client in clients {
        client.send("GET /wait HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      }
      await gate.arrivals(200)
      gate.open()
      for client in clients { #expect(try await client.read().hasSuffix("passed")) }
    }
  }

  @Test func `a port that is taken gives a clear error`() async throws {
    try await withListener(ListenerTests.routes) { listener in
      let error = #expect(throws: (any Error).self) {
        try HTTPListener(Router(Routes()), address: "127.0.0.1", port: listener.port)
      }
      let sentence = error.map { "\($0)" } ?? ""
      #expect(
        sentence
          == "Cannot listen on 127.0.0.1, port \(listener.port): "
          + "another process listens there. Stop it, or choose another port.")
    }
  }

  @Test(arguments: [("localhost", 0), ("127.0.0.1", 70_000), ("192.0.2.1", 0)])
  func `an address that cannot be is refused with what to do`(address: String, port: Int) {
    let error = #expect(throws: (any Error).self) {
      try HTTPListener(Router(Routes()), address: address, port: port)
    }
    #expect(error.map { "\($0)" }?.hasPrefix("Cannot listen on \(address), port \(port): ") == true)
  }

  @Test func `a file is sent as it is`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let content = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try content.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var routes = Routes()
    let path = file.path
    routes.on(.get, "/file") { _ in
      Response(contentType: "application/octet-stream", body: .file(path: path))
    }
    routes.on(.get, "/missing") { _ in
      Response(contentType: "application/octet-stream", body: .file(path: path + "x"))
    }
    try await withListener(routes) { listener in
      let base = "http://127.0.0.1:\(listener.port)"
      let (data, _) = try await URLSession.shared.data(from: #require(URL(string: base + "/file")))
      #expect(data == content)
      let (_, missing) = try await URLSession.shared.data(
        from: #require(URL(string: base + "/missing")))
      #expect((missing as? HTTPURLResponse)?.statusCode == 500)
    }
  }
}
