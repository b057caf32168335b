import Policies
import Testing

struct LeadNotTotalTests {
  private let routes = """
    route A to SFC en "a" zh "甲" when facing cite LAW whole
    route B to HKMA en "a" zh "甲" when live cite LAW whole

    """

  private func lead(_ id: String, _ remit: String, _ when: String) -> String {
    "lead \(id) is \(remit) en \"a\" zh \"甲\" when \(when) cite LAW whole\n"
  }

  private let otherwise = "lead O otherwise choice en \"a\" zh \"甲\" cite LAW whole\n"

  private func found(_ text: String, _ road: ProofRoad) throws -> [Finding] {
    try proofs(text, by: road).filter { $0.code.rawValue == "R144" }
  }

  @Test(arguments: ProofRoad.all)
  func `a record that nobody leads is shown as a test`(road: ProofRoad) throws {
    let text = routes + lead("L", "SFC", "facing and not live")
    let found = try found(text, road)
    #expect(found.map(\.sentence) == ["a routed record has no lead at all"])
    #expect(passes(found.first?.witness, with: text))
  }

  @Test(arguments: ProofRoad.all)
  func `a record that two lead, or one without a route, is shown as a test`(road: ProofRoad) throws
  {
    let two = routes + lead("L", "SFC", "facing") + lead("M", "HKMA", "live") + otherwise
    #expect(try found(two, road).map(\.sentence) == ["two remits can lead one record"])
    #expect(passes(try found(two, road).first?.witness, with: two))
    let unrouted = routes + lead("L", "SFC", "users > 5") + otherwise
    #expect(
      try found(unrouted, road).map(\.sentence) == [
        "a `lead` rule can name a remit that no route leads to"
      ])
    #expect(passes(try found(unrouted, road).first?.witness, with: unrouted))
  }

  @Test(arguments: ProofRoad.all)
  func `leads that exclude each other and a choice otherwise are total`(road: ProofRoad) throws {
    let text =
      routes + lead("L", "SFC", "facing and not live") + lead("M", "HKMA", "live") + otherwise
    #expect(try found(text, road).isEmpty)
  }
}
