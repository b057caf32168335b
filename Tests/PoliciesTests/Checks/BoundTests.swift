import Foundation
import Policies
import Testing

/// Everything that can be made large has a bound, and a finding that says so.
struct BoundTests {
  private func large(_ piece: String, bytes: Int) -> SourceFile {
    SourceFile(name: "l", text: String(repeating: piece, count: bytes / piece.utf8.count + 1))
  }

  private func found(_ source: SourceFile) -> Set<String> {
    Set(PolicySet.compile([Fixture.vocabulary, source]).findings.map(\.code.rawValue))
  }

  @Test func `a file of ten megabytes is not read`() {
    #expect(found(large("flag F at review\n", bytes: 10_000_000)) == ["R161"])
  }

  @Test func `a line that nobody can read is not read`() {
    #expect(found(large("a ", bytes: 10_000)) == ["R161"])
  }

  @Test func `a file is cut into a bounded number of statements`() {
    let text = Fixture.header + String(repeating: "let a\n", count: 6_000)
    let findings = PolicySet.compile([
      Fixture.vocabulary, Fixture.metrics, Fixture.variation, SourceFile(name: "p", text: text),
    ]).findings
    #expect(findings.count <= 1_001)
  }

  @Test(arguments: ["(", "not ", "not (", "set of "])
  func `what is nested too deeply is found`(piece: String) {
    let deep = String(repeating: piece, count: 1_000)
    #expect(codes(refuse(deep + "facing")).contains("R160") || piece == "set of ")
    let type = "param p : \(deep)bool\n"
    #expect(codes(type).contains("R160") || piece != "set of ")
  }

  @Test func `lists of records cannot be nested without end`() {
    let deep = String(repeating: "[{class = ", count: 500)
    #expect(codes("test \"t\" as_of 2026-01-01 given licences = \(deep)").contains("R160"))
  }

  @Test func `names that rest on names for ever are found`() {
    let chain = (1...40).map { "let n\($0) = n\($0 - 1)\n" }.joined()
    #expect(codes("let n0 = facing\n" + chain + refuse("n40")) == [])
    let backwards = (1...40).reversed().map { "let n\($0) = n\($0 - 1)\n" }.joined()
    #expect(codes(backwards + "let n0 = facing\n" + refuse("n40")).contains("R160"))
  }

  @Test func `names that double are found before they are waited for`() {
    let chain = (1...20).map { "let n\($0) = n\($0 - 1) and n\($0 - 1)\n" }.joined()
    #expect(codes("let n0 = facing\n" + chain + refuse("n20")) == ["R163"])
  }

  @Test func `a condition, a sum and a list have bounds`() {
    func list(_ part: String, _ word: String, _ count: Int) -> String {
      Array(repeating: part, count: count).joined(separator: word)
    }
    #expect(codes(refuse(list("facing", " and ", 65))) == ["R163"])
    #expect(codes(refuse(list("facing", " and ", 300))).contains("R162"))
    #expect(codes(refuse(list("users", " + ", 30) + " > 3")).contains("R162"))
    #expect(codes(refuse("users " + list("* 2", " ", 30) + " > 3")).contains("R162"))
    #expect(
      codes("except E to \(list("R1", ", ", 300)) en \"E\" zh \"例\" when live cite LAW whole")
        .contains("R162"))
  }

  @Test func `a name has a bounded length`() {
    let long = String(repeating: "x", count: 100)
    #expect(codes(refuse("f\(long)")).contains("R162"))
  }

  @Test func `findings end, and errors behind the last one still count`() {
    let warnings = (0..<1_200).map { "let unused\($0) = facing\n" }.joined()
    let compilation = Fixture.compile(warnings + refuse("facng"))
    #expect(compilation.findings.count <= 1_001)
    #expect(compilation.hasErrors)
    #expect(compilation.set == nil)
  }
}
