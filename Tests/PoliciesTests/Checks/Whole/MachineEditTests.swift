import Policies
import Testing

struct MachineEditTests {
  @Test(arguments: [
    ("R104", "facng and live", "facing and live"), ("R105", "autonomy = act", "autonomy = acts"),
    ("R106", "routed SCF", "routed SFC"),
  ])
  func `a finding with a name that was meant carries the edit that mends it`(
    code: String, wrong: String, right: String
  ) throws {
    let text = refuse(wrong)
    let found = try #require(finding(code, in: text))
    let edit = try #require(found.edit)
    var bytes = Array((Fixture.header + text).utf8)
    bytes.replaceSubrange(edit.bytes, with: Array(edit.text.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == Fixture.header + refuse(right))
    #expect(codes(refuse(right)) == [] || code == "R106")
  }
}
