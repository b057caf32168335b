import HTTPServer
import Testing

struct StopTests {
  private let request = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `a request that runs is answered before the stop ends`() async throws {
    let gate = Gate()
    var routes = Routes()
    routes.on(.get, "/wait") { _ in
      await gate.pass()
      return .text("done")
    }
    let listener = try HTTPListener(Router(routes), address: "127.0.0.1", port: 0)
    let client = try RawClient(port: listener.port)
    client.send(request)
    await gate.arrivals(1)
    async let stopped: Void = listener.stop(grace: .seconds(60))
    // The request still runs when the stop has begun.
    while !listener.isStopping { await Task.yield() }
    gate.open()
    #expect(try await client.read().hasSuffix("done"))
    await stopped
    #expect(throws: (any Error).self) { try RawClient(port: listener.port) }
  }

  @Test func `a request that outlasts the grace is told to come back`() async throws {
    let gate = Gate()
    var routes = Routes()
    routes.on(.get, "/wait") { _ in
      await gate.pass()
      return .text("done")
    }
    let listener = try HTTPListener(Router(routes), address: "127.0.0.1", port: 0)
    let client = try RawClient(port: listener.port)
    client.send(request)
    await gate.arrivals(1)
    await listener.stop(grace: .milliseconds(50))
    let answer = try await client.read()
    #expect(answer.hasPrefix("HTTP/1.1 503 "))
    #expect(answer.contains("The server is stopping."))
    gate.open()
  }

  @Test func `fifty stops under load never abort`() async throws {
    var routes = Routes()
    routes.on(.get, "/wait") { _ in
      await Task.yield()
      return .text("done")
    }
    for _ in 0..<50 {
      let listener = try HTTPListener(Router(routes), address: "127.0.0.1", port: 0)
      let clients = try (0..<8).map { _ in try RawClient(port: listener.port) }
      for client in clients { for _ in 0..<10 { client.send(request) } }
      await listener.stop(grace: .seconds(60))
      for client in clients { _ = try await client.read() }
    }
  }

  @Test func `an endless stream ends with the stop, and its producer with it`() async throws {
    let ended = Gate()
    var routes = Routes()
    routes.on(.get, "/endless") { _ in
      let stream = AsyncThrowingStream<[UInt8], any Error> { sink in
        sink.yield(Array("first".utf8))
        sink.onTermination = { _ in Task { await ended.pass() } }
      }
      return Response(contentType: "text/plain", body: .stream(stream, heartbeat: nil))
    }
    let listener = try HTTPListener(Router(routes), address: "127.0.0.1", port: 0)
    let client = try RawClient(port: listener.port)
    client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
    _ = try await client.read(until: "first\r\n")
    await listener.stop(grace: .seconds(60))
    #expect(try await client.read().isEmpty)
    await ended.arrivals(1)
    ended.open()
  }

  @Test func `a stream is complete for its reader, and waits for a slow one`() async throws {
    var routes = Routes()
    routes.on(.get, "/numbers") { _ in
      let numbers = Numbers(count: 3_000)
      let stream = AsyncThrowingStream<[UInt8], any Error> { await numbers.next() }
      return Response(contentType: "text/plain", body: .stream(stream, heartbeat: nil))
    }
    try await withListener(routes) { listener in
      let client = try RawClient(port: listener.port, receiveBufferBytes: 4_096)
      client.send("GET /numbers HTTP/1.0\r\nHost: x\r\n\r\n")
      let text = try await client.read()
      let body = text.split(separator: "\r\n\r\n", maxSplits: 1)[1]
      #expect(body.count == 3_000 * 1_000)
      #expect(body.hasSuffix("2999"))
    }
  }
}

/// Pieces of a thousand bytes that end in their number.
private actor Numbers {
  private let count: Int
  private var index = 0

  init(count: Int) { self.count = count }

  func next() -> [UInt8]? {
    guard index < count else { return nil }
    defer { index += 1 }
    let number = Array(String(index).utf8)
    return [UInt8](repeating: 0x2E, count: 1_000 - number.count) + number
  }
}
