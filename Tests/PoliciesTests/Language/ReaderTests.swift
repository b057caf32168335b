import Policies
import Testing

/// What a desk's word on a case rests on.
struct ReaderTests {
  @Test func `a desk reads the documents that its rules ask for, and no other desk's`() throws {
    let set = try Fixture.set(
      """
      route A to SFC en "a" zh "派" when facing cite LAW whole
      document D1 model_card en "d" zh "文" at review when routed SFC cite LAW whole

      """)
    #expect(set.documentsRead(by: "SFC", isLead: false) == ["model_card"])
    #expect(set.documentsRead(by: "HKMA", isLead: false).isEmpty)
    #expect(set.documentsRead(by: "HKMA", isLead: true).isEmpty)
  }

  @Test func `a joint rule that names no desk is the lead's`() throws {
    let set = try Fixture.set(
      "document D1 model_card en \"d\" zh \"文\" at review when facing cite LAW whole\n")
    #expect(set.documentsRead(by: "HKMA", isLead: true) == ["model_card"])
    #expect(set.documentsRead(by: "HKMA", isLead: false).isEmpty)
  }

  @Test func `each regulator's own documents are among what its desk reads`() throws {
    let set = try #require(Regulators.set)
    for rule in set.rules where rule.remit != "joint" {
      guard case .document(let paper) = rule.kind else { continue }
      #expect(set.documentsRead(by: rule.remit, isLead: false).contains(paper), "\(rule.id)")
    }
  }
}
