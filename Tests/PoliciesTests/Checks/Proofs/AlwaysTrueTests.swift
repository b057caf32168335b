import Policies
import Testing

struct AlwaysTrueTests {
  @Test(
    arguments: ProofRoad.all,
    [
      "facing or not facing", "users < 7 or users > 5", "end >= start or start > end",
      "start + 2 months > start + 1 months", "autonomy != acts or autonomy = acts",
    ])
  func `a condition that nothing makes false is found`(road: ProofRoad, condition: String) throws {
    #expect(try proofs(refuse(condition), by: road).map(\.code.rawValue) == ["R181"])
  }

  @Test(
    arguments: ProofRoad.all,
    [
      "facing or live", "users < 7 or users > 8", "start + 1 months > start + 30 days",
    ])
  func `one that something makes false is not`(road: ProofRoad, condition: String) throws {
    #expect(try proofs(refuse(condition), by: road).isEmpty)
  }

  @Test func `a rule without a condition is meant to hold always`() throws {
    let text = "document D model_card en \"a\" zh \"甲\" at review cite LAW whole\n"
    #expect(try proofs(text, by: .search).isEmpty)
  }
}
