import Policies
import Testing

struct RedundantRuleTests {
  private func found(_ text: String, _ road: ProofRoad) throws -> [String] {
    try proofs(text, by: road).filter { $0.code.rawValue == "R182" }.map(\.sentence)
  }

  @Test(arguments: ProofRoad.all)
  func `a refusal that another covers is found`(road: ProofRoad) throws {
    let text = refuse("users > 5 and facing", id: "R1") + refuse("users > 4", id: "R2")
    let sentences = try found(text, road)
    #expect(sentences.count == 1)
    #expect(sentences.first?.hasPrefix("`R1` adds nothing to `R2`") == true)
  }

  @Test(arguments: ProofRoad.all)
  func `one that others cover together is found`(road: ProofRoad) throws {
    let text =
      refuse("users > 5", id: "R1") + refuse("users > 5 and facing", id: "R2")
      + refuse("users > 5 and not facing", id: "R3")
    #expect(try found(text, road).contains { $0.hasPrefix("`R2` adds nothing") })
  }

  @Test(arguments: ProofRoad.all)
  func `a rule that comes earlier, binds harder or sees more is not redundant`(road: ProofRoad)
    throws
  {
    let early = refuse("users > 5", id: "R1", at: "submission") + refuse("users > 4", id: "R2")
    #expect(try found(early, road).isEmpty)
    let hard = refuse("users > 5").replacing(" soft ", with: " hard ")
    #expect(try found(hard + refuse("users > 4", id: "R2"), road).isEmpty)
    #expect(try found(refuse("users > 5") + refuse("facing", id: "R2"), road).isEmpty)
  }
}
