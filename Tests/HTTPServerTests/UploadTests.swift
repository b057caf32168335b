import Dispatch
import Foundation
import FoundationNetworking
import Synchronization
import Testing

@testable import HTTPServer

/// Forms whose files go elsewhere while they arrive.
struct UploadTests {
  /// Counts what comes, refuses what it is told to, and says when a file was let go of.
  final class Intake: FileIntake {
    struct Unwanted: Error {}

    final class Counter: FileDestination {
      private let sum = Mutex((bytes: 0, pieces: 0, largest: 0))
      private let most: Int
      private let letGo: @Sendable () -> Void

      init(most: Int, letGo: @escaping @Sendable () -> Void) {
        self.most = most
        self.letGo = letGo
      }

      deinit { letGo() }

      func write(_ piece: ArraySlice<UInt8>) async throws {
        try sum.withLock { sum in
          sum.bytes += piece.count
          sum.pieces += 1
          sum.largest = max(sum.largest, piece.count)
          if sum.bytes > most { throw Unwanted() }
        }
      }

      var seen: (bytes: Int, pieces: Int, largest: Int) { sum.withLock { $0 } }
    }

    let began = Gate()
    let released = DispatchSemaphore(value: 0)
    let most: Int
    private let fields = Mutex<[Parameters]>([])

    init(most: Int = .max) { self.most = most }

    func begin(
      _ file: Form.FileHead, of request: Request, after fields: Parameters
    ) async throws -> any FileDestination {
      self.fields.withLock { $0.append(fields) }
      guard request.headers["Cookie"] != nil else { throw Unwanted() }
      began.open()
      await began.pass()
      return Counter(most: most) { [released] in released.signal() }
    }

    var seenBefore: [Parameters] { fields.withLock { $0 } }
  }

  private static func routes(_ intake: Intake, limit: Int = 64_000_000) -> Routes {
    var routes = Routes()
    routes.on(.post, "/upload", bodyLimit: limit, files: intake) { request in
      let form = try request.form()
      guard let file = form.files.first else { return .text("no file, \(form["kind"] ?? "-")") }
      switch file.content {
      case .received(let destination, let count):
        let seen = (destination as? Intake.Counter)?.seen
        return .text(
          "\(count) \(seen?.bytes ?? 0) \((seen?.largest ?? 0) < 100_000) \(form["kind"] ?? "-")")
      case .refused: return .text("refused, \(form["kind"] ?? "-") \(form["after"] ?? "-")")
      case .bytes: return .text("held")
      }
    }
    routes.on(.post, "/held", bodyLimit: limit) { .text("\($0.body.count)") }
    return routes
  }

  private static func body(_ file: [UInt8], after: String = "later") -> [UInt8] {
    func field(_ name: String, _ value: String) -> String {
      "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    return Array(
      (field("kind", "card")
        + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n")
        .utf8)
      + file + Array("\r\n\(field("after", after))--edge--\r\n".utf8)
  }

  private static func request(_ body: [UInt8], cookie: Bool = true) -> Request {
    var headers: Headers = ["Content-Type": "multipart/form-data; boundary=edge"]
    if cookie { headers["Cookie"] = "session=1" }
    return Request(.post, "/upload", headers: headers, body: body)
  }

  private static func head(_ length: Int, _ more: String = "") -> String {
    "POST /upload HTTP/1.1\r\nHost: x\r\nCookie: session=1\r\nConnection: close\r\n\(more)"
      + "Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: \(length)\r\n\r\n"
  }

  private func text(_ response: Response) -> String {
    if case .bytes(let bytes) = response.body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }

  @Test func `a form is the same in pieces of any size`() async throws {
    let content = Array("%PDF\r\n--edg\r\n--ed-not\r\n\r".utf8)
    let whole = UploadTests.body(content)
    for size in 1...whole.count {
      let intake = Intake()
      let receiver = try FormReceiver(UploadTests.request([]), intake)
      for start in stride(from: 0, to: whole.count, by: size) {
        try await receiver.take(Array(whole[start..<min(start + size, whole.count)]))
        #expect(await receiver.held <= 200 + size)
      }
      let form = try await receiver.finish()
      #expect(form.fields == Parameters([("kind", "card"), ("after", "later")]))
      guard case .received(let destination, let count)? = form.files.first?.content else {
        Issue.record("no file in pieces of \(size)")
        return
      }
      #expect(count == content.count)
      #expect((destination as? Intake.Counter)?.seen.bytes == content.count)
      #expect(intake.seenBefore == [Parameters([("kind", "card")])])
    }
  }

  @Test func `a file larger than all memory for bodies goes through, piece by piece`() async throws
  {
    var limits = ListenerLimits()
    limits.bodyBytesTogether = 150_000
    limits.transfer = .seconds(120)
    let file = [UInt8](repeating: 7, count: 2_000_000)
    let body = UploadTests.body(file)
    try await withListener(UploadTests.routes(Intake()), limits: limits) { listener in
      func send(to path: String) async throws -> String {
        let address = try #require(URL(string: "http://127.0.0.1:\(listener.port)\(path)"))
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.setValue("multipart/form-data; boundary=edge", forHTTPHeaderField: "Content-Type")
        request.setValue("session=1", forHTTPHeaderField: "Cookie")
        let (data, _) = try await URLSession.shared.upload(for: request, from: Data(body))
        return String(decoding: data, as: UTF8.self)
      }
      let first = try await send(to: "/upload")
      #expect(first == "2000000 2000000 true card")
      // What is held does count, and what was passed on is given back.
      let held = try await send(to: "/held")
      #expect(held.contains("\"status\":503"))
      for _ in 0..<3 {
        let again = try await send(to: "/upload")
        #expect(again == first)
      }
    }
  }

  @Test func `a connection cut in the middle lets go of its file`() async throws {
    let intake = Intake()
    let body = UploadTests.body([UInt8](repeating: 7, count: 100_000))
    try await withListener(UploadTests.routes(intake)) { listener in
      var client: RawClient? = try RawClient(port: listener.port)
      client?.send(UploadTests.head(body.count))
      client?.send(String(decoding: body.prefix(50_000), as: UTF8.self))
      await intake.began.arrivals(1)
      client = nil
      let isReleased = try await RawClient.offPool {
        intake.released.wait(timeout: .now() + 60) == .success
      }
      #expect(isReleased)
    }
  }

  @Test func `a file that is not wanted is thrown away and the rest of the form is read`()
    async throws
  {
    let small = Intake(most: 10)
    let body = UploadTests.body([UInt8](repeating: 7, count: 1_000))
    let router = Router(UploadTests.routes(small))
    #expect(text(await router.respond(to: UploadTests.request(body))) == "refused, card later")
    #expect(small.released.wait(timeout: .now()) == .success)
    let stranger = await router.respond(to: UploadTests.request(body, cookie: false))
    #expect(text(stranger) == "refused, card later")
  }

  @Test func `bounds hold for a form with files`() async throws {
    let router = Router(UploadTests.routes(Intake(), limit: 5_000_000))
    let long = UploadTests.body([1], after: String(repeating: "a", count: 1_100_000))
    #expect(await router.respond(to: UploadTests.request(long)).status == .contentTooLarge)
    let files = (0..<33).map { _ in
      "--edge\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n"
    }
    let many = Array((files.joined() + "--edge--").utf8)
    #expect(await router.respond(to: UploadTests.request(many)).status == .contentTooLarge)
    let head =
      "--edge\r\nContent-Disposition: form-data; name=\"\(String(repeating: "n", count: 5_000))\""
    for bad in [head, "--edge\r\n\r\nx\r\n--edge--", "no form", "--edge\r\nA\r\n\r\nx\r\n--edge--"]
    {
      #expect(
        await router.respond(to: UploadTests.request(Array(bad.utf8))).status == .badRequest)
    }
    try await withListener(UploadTests.routes(Intake(), limit: 2_000)) { listener in
      let client = try RawClient(port: listener.port)
      client.send(UploadTests.head(3_000, "Expect: 100-continue\r\n"))
      #expect(try await client.read().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `a client that asks first is told to go on`() async throws {
    let body = UploadTests.body([UInt8](repeating: 7, count: 1_000))
    // However busy the machine is.
    var limits = ListenerLimits()
    limits.transfer = .seconds(120)
    try await withListener(UploadTests.routes(Intake()), limits: limits) { listener in
      let client = try RawClient(port: listener.port)
      client.send(UploadTests.head(body.count, "Expect: 100-continue\r\n"))
      #expect(try await client.read(until: "100 Continue").hasPrefix("HTTP/1.1 100 "))
      client.send(String(decoding: body, as: UTF8.self))
      #expect(try await client.read().hasSuffix("1000 1000 true card"))
    }
  }

  @Test func `any other body of such a route is held to what any route holds`() async throws {
    let intake = Intake()
    try await withListener(UploadTests.routes(intake)) { listener in
      let client = try RawClient(port: listener.port)
      client.send(
        "POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000\r\n\r\n")
      #expect(try await client.read().hasPrefix("HTTP/1.1 413 "))
    }
    let plain = Request(
      .post, "/upload", headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: Array("kind=note".utf8))
    let answer = await Router(UploadTests.routes(intake)).respond(to: plain)
    #expect(text(answer) == "no file, note")
  }
}
