import HTTPServer
import Testing

struct DeadlineTests {
  private var routes: Routes {
    var routes = Routes()
    routes.on(.get, "/hello") { _ in .text("hello") }
    routes.on(.post, "/body") { request in .text("\(request.body.count)") }
    return routes
  }

  /// The production bounds with one of them short, so that no other can be what cuts.
  private func limits(_ shorten: (inout ListenerLimits) -> Void) -> ListenerLimits {
    var limits = ListenerLimits()
    limits.sweep = .milliseconds(20)
    shorten(&limits)
    return limits
  }

  /// Sends a byte whenever the last was taken, until the peer has closed.
  private func drip(_ client: RawClient) async throws {
    try await RawClient.offPool { while client.send("a") { sleepBriefly() } }
  }

  @Test func `a head that never ends is cut, though bytes keep coming`() async throws {
    try await withListener(routes, limits: limits { $0.head = .milliseconds(300) }) { listener in
      let client = try RawClient(port: listener.port)
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\nA: ")
      try await drip(client)
    }
  }

  @Test func `a body slower than the rate is cut, though bytes keep coming`() async throws {
    try await withListener(routes, limits: limits { $0.transfer = .milliseconds(300) }) {
      listener in
      let client = try RawClient(port: listener.port)
      client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
      try await drip(client)
    }
  }

  @Test func `a kept connection that says nothing is closed`() async throws {
    try await withListener(routes, limits: limits { $0.idle = .milliseconds(300) }) { listener in
      let client = try RawClient(port: listener.port)
      client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await client.read().hasSuffix("hello"))
    }
  }

  @Test func `a handler that takes too long is given up and cancelled`() async throws {
    let cancelled = Gate()
    var routes = Routes()
    routes.on(.get, "/forever") { _ in
      do {
        try await Task.sleep(for: .seconds(3_600))
      } catch {
        await cancelled.pass()
      }
      return .text("too late")
    }
    try await withListener(routes, limits: limits { $0.handling = .milliseconds(300) }) {
      listener in
      let client = try RawClient(port: listener.port)
      client.send("GET /forever HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let answer = try await client.read()
      #expect(answer.hasPrefix("HTTP/1.1 503 "))
      #expect(!answer.contains("too late"))
      await cancelled.arrivals(1)
      cancelled.open()
    }
  }

  @Test func `a silent event stream shows signs of life`() async throws {
    var routes = Routes()
    routes.on(.get, "/events") { _ in
      let (stream, sink) = AsyncThrowingStream<ServerSentEvent, any Error>.makeStream()
      sink.yield(ServerSentEvent(id: "7", name: "sealed", data: "1\n2"))
      return .events(Holding(stream: stream, sink: sink))
    }
    try await withListener(routes, limits: limits { $0.heartbeat = .milliseconds(50) }) {
      listener in
      let client = try RawClient(port: listener.port)
      client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
      let text = try await client.read(until: ": still here\n\n", "data: 2\n\n")
      #expect(text.contains("Content-Type: text/event-stream"))
      #expect(text.contains("id: 7\nevent: sealed\ndata: 1\ndata: 2\n\n"))
    }
  }
}

/// A stream that keeps its own sink, so that it stays open.
private struct Holding: AsyncSequence, Sendable {
  typealias Element = ServerSentEvent
  typealias Failure = any Error
  let stream: AsyncThrowingStream<ServerSentEvent, any Error>
  let sink: AsyncThrowingStream<ServerSentEvent, any Error>.Continuation

  func makeAsyncIterator() -> AsyncThrowingStream<ServerSentEvent, any Error>.AsyncIterator {
    stream.makeAsyncIterator()
  }
}
