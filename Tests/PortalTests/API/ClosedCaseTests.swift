import HTTPServer
import Testing
import Transparency
import Workflow

/// A case before its officer has declared, and after the declaration of a conflict, by the API.
struct ClosedCaseTests {
  @Test func `an officer who has not declared is given the parties and nothing else`() async throws
  {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("a title for who has declared")
    let token = try await site.desk.installation.token(of: "ia_officer_2")
    func get(_ path: String) async throws -> (status: Status, text: String) {
      let target = try #require(RequestTarget("/api/v1\(path)"))
      let response = await site.router.respond(
        to: Request(.get, target, headers: ["Authorization": "Bearer \(token)"]))
      guard case .bytes(let bytes) = response.body else { return (response.status, "") }
      return (response.status, String(decoding: bytes, as: UTF8.self))
    }
    for conflict in [nil, true] as [Bool?] {
      if let conflict {
        let client = try await TokenClient("ia_officer_2", at: site)
        let declared = try await client.act(
          draft.subject, "conflict_declared", detail: ["conflict": .boolean(conflict)])
        #expect(declared.status == .ok)
      }
      for path in ["", "/desk"] {
        let answer = try await get("/applications/\(draft.reference)\(path)")
        #expect(answer.status == .forbidden, "\(answer.text)")
        #expect(answer.text.contains("conflict of interest in this case"))
      }
      let parties = try await get("/applications/\(draft.reference)/parties")
      #expect(parties.status == .ok && parties.text.contains("Harbour Lantern Bank"))
      for path in [
        "/applications", "/applications/\(draft.reference)/parties", "/inbox?whose=desk",
      ] {
        let answer = try await get(path)
        #expect(answer.text.contains(draft.reference), "\(path)")
        #expect(!answer.text.contains("a title for who has declared"), "\(path)")
      }
    }
  }
}
