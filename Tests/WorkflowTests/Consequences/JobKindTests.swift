import Postgres
import Testing

/// Which kinds of jobs can be requested: what the engines of the nodes say of themselves.
@Suite struct JobKindTests {
  private func request(_ kind: String, of app: String, in world: World) async throws -> String? {
    try await world.act(
      "prep", "job/new", "request", detail: "'{\"kind\": \"\(kind)\"}'",
      payload: "payload_of('job/new', 'request', '\(app)')")?.message
  }

  @Test func `a kind that no node runs is refused, and taken once a node runs it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let sentence = "No node here runs jobs of this kind: request a batch job."
      for kind in ["service", "session", "batches"] {
        #expect(try await request(kind, of: app, in: world)?.contains(sentence) == true, "\(kind)")
      }
      try await world.run("SELECT see_node('n1', 'local', 4) FROM me('worker')")
      #expect(try await request("service", of: app, in: world)?.contains(sentence) == true)
      #expect(try await request("batch", of: app, in: world) == nil)

      try await world.run(
        "SELECT see_node('n2', 'local', 4, '{batch,service}') FROM me('worker')")
      #expect(try await request("service", of: app, in: world) == nil)
      #expect(try await request("session", of: app, in: world)?.contains(sentence) == true)
      try await world.run("UPDATE node SET draining = true WHERE name = 'n2'")
      #expect(try await request("service", of: app, in: world)?.contains(sentence) == true)
    }
  }
}
