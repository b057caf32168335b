import Policies
import Testing

struct NeverFiresTests {
  @Test(
    arguments: ProofRoad.all,
    [
      "facing and not facing", "users < 5 and users > 7",
      "autonomy = acts and autonomy in {none, reads}", "end > start and start > end",
      "end < start and end > start + 1 months", "review only {before} and review has after",
      "licences is empty and some l in licences (l.principal)",
      "users > 5 and users * 2 < 4",
      "retention > 6 months and not (start + retention > start + 6 months)",
    ])
  func `a condition that nothing fulfils is found`(road: ProofRoad, condition: String) throws {
    let found = try proofs(refuse(condition), by: road)
    #expect(found.contains { $0.code.rawValue == "R180" })
    #expect(found.allSatisfy { $0.sentence.contains("not proved") == (road == .search) })
  }

  @Test(
    arguments: ProofRoad.all,
    [
      "facing and not live", "users < 7 and users > 5", "users * 3 / 2 = 4", "cap is none",
      "not (rate > 3.25%)", "reason is none", "known(users)",
      "some l in licences (l.staff > 7) and some l in licences (l.staff < 7)",
    ])
  func `a condition that something fulfils is not`(road: ProofRoad, condition: String) throws {
    #expect(try !proofs(refuse(condition), by: road).contains { $0.code.rawValue == "R180" })
  }

  @Test(
    .enabled(if: Z3.program != nil),
    arguments: [
      "end > start + 1 months and end < start + 32 days", "start + 1 months = start + 28 days",
      "count l in licences (l.principal) >= 8",
    ])
  func `what chance would hardly meet is found by the solver`(condition: String) throws {
    #expect(try !proofs(refuse(condition), by: .solver).contains { $0.code.rawValue == "R180" })
  }

  @Test func `a rule that its exception always takes away never fires`() throws {
    let text = """
      condition C en "a" zh "甲" at start when users > 5 cite LAW whole
      except E to C en "a" zh "甲" when users > 4 cite LAW whole

      """
    for road in ProofRoad.all {
      #expect(try proofs(text, by: road).map(\.code.rawValue) == ["R180"])
    }
  }
}
