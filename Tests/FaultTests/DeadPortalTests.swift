import Foundation
import FoundationNetworking
import Testing
import Workflow

/// The portal is killed while requests are in flight.
extension FaultTests {
  @Test func `a killed portal's requests, sent again, each happen once`() async throws {
    try await Yard.with { yard in
      let client = Client(port: yard.port)
      let writers = (1...3).map { number in
        Writer("client \(number)") { try await client.post($0) }
      }
      defer { for writer in writers { writer.stop() } }
      try await withThrowingTaskGroup { group in
        for writer in writers { group.addTask { try await writer.run() } }
        try await writers[0].advances(by: 10)
        for isCommitted in [true, false] {
          let gate = try await Gate.close("kept", on: yard.configuration)
          try await gate.reached()
          try await yard.portal.kill()
          if isCommitted { await gate.open() } else { try await gate.breakOff() }
          try await writers[0].advances(by: 10)
        }
        for writer in writers { writer.stop() }
        try await group.waitForAll()
      }
      let acknowledged = writers.reduce(into: [:]) { all, writer in
        all.merge(writer.acknowledged) { first, _ in first }
      }
      for (key, standing) in acknowledged { #expect(try await client.post(key) == standing) }
      try await yard.expectHappenedOnce(acknowledged)
      _ = try await yard.requestCandidate()
      try await yard.expectPromisesKept(jobs: 1)
    }
  }
}

/// A program of the firm's, which speaks to the portal's API.
struct Client: Sendable {
  let port: UInt16

  /// Posts the problem of a key, once for it; nil when there was no answer.
  func post(_ key: String) async throws -> Standing? {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/api/v1/acts")))
    request.httpMethod = "POST"
    request.timeoutInterval = 20
    request.setValue("Bearer prep", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue(key, forHTTPHeaderField: "Idempotency-Key")
    request.httpBody = try JSONSerialization.data(
      withJSONObject: [
        "subject": "problem/new", "event": "post", "payload": ["wording": key],
      ] as [String: Any])
    guard let (body, response) = try? await URLSession.shared.data(for: request) else { return nil }
    let status = (response as? HTTPURLResponse)?.statusCode
    if status == 503 { return nil }
    try #require(status == 200, "\(String(decoding: body, as: UTF8.self))")
    return try JSONDecoder().decode(Standing.self, from: body)
  }
}
