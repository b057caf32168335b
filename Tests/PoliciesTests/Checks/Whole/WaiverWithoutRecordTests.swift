import Policies
import Testing

struct WaiverWithoutRecordTests {
  private func waiver(_ condition: String, lets: String = "") -> String {
    lets + refuse("facing") + "waive W of R1 en \"a\" zh \"甲\" when \(condition) "
      + "approved_by SFC.approver cite LAW whole"
  }

  @Test(arguments: [
    "live", "recorded flexible or live", "not recorded flexible", "flexible = no", "routed SFC",
    "recorded flexible or known(flexible cite LAW whole)", "not (flexible and live)",
    "(flexible and live) or users > 5", "no l in licences (l.principal)",
  ])
  func `a waiver that can hold with nothing recorded is found`(condition: String) {
    #expect(codes(waiver(condition)).contains("R137"))
  }

  @Test func `a name does not hide it`() {
    #expect(codes(waiver("maybe", lets: "let maybe = flexible or live\n")).contains("R137"))
    #expect(!codes(waiver("surely", lets: "let surely = flexible and live\n")).contains("R137"))
  }

  @Test(arguments: [
    "recorded flexible", "flexible and (live or users > 5)", "not (flexible = no or live)",
    "(flexible and live) or (users > 5 and flexible)", "not not flexible",
  ])
  func `a waiver of which every way needs something recorded is in order`(condition: String) {
    #expect(!codes(waiver(condition)).contains("R137"))
  }
}
