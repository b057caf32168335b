import Policies
import Testing

struct OverlappingValuesTests {
  private func clocks(_ first: String, _ second: String) -> String {
    """
    clock K first_review = 20 business_days en "a" zh "甲" when \(first) cite LAW whole
    clock L first_review = \(second) cite LAW whole

    """
  }

  private func found(_ text: String, by road: ProofRoad) throws -> Finding? {
    try proofs(text, by: road).first { $0.code.rawValue == "R184" }
  }

  @Test(arguments: ProofRoad.all)
  func `two values that can hold at once are found, with a test that shows it`(road: ProofRoad)
    throws
  {
    let days = clocks("facing", "10 business_days en \"a\" zh \"甲\" when live")
    #expect(passes(try #require(try found(days, by: road)).witness, with: days))
    // The same number of another unit is another value.
    let units = clocks("users > 5", "20 days en \"a\" zh \"甲\" when users < 10")
    #expect(passes(try #require(try found(units, by: road)).witness, with: units))
  }

  @Test(arguments: ProofRoad.all)
  func `the value of an exception is found beside another as well`(road: ProofRoad) throws {
    let text = """
      quota U gpu_hours = 5 per week en "a" zh "甲" when facing cite LAW whole
        except U1 = 6 en "a" zh "甲" when users > 5 cite LAW whole
      quota V gpu_hours = 5 per week en "a" zh "甲" when live cite LAW whole

      """
    #expect(passes(try #require(try found(text, by: road)).witness, with: text))
  }

  @Test(arguments: ProofRoad.all)
  func `equal values, and values that exclude each other, are in order`(road: ProofRoad) throws {
    for text in [
      clocks("facing", "20 business_days en \"a\" zh \"甲\" when live"),
      clocks("users > 5", "10 days en \"a\" zh \"甲\" when users <= 5"),
      clocks("facing", "10 days en \"a\" zh \"甲\" when not facing"),
    ] {
      #expect(try found(text, by: road) == nil)
    }
  }
}
