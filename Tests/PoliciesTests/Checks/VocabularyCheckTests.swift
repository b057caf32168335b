import Policies
import Testing

struct VocabularyCheckTests {
  private func codes(_ declarations: String) -> [String] {
    let text =
      "vocabulary application 1 en \"v\" zh \"詞\"\nremit SFC en \"s\" zh \"證\"\n" + declarations
    return PolicySet.compile([SourceFile(name: "v", text: text)]).findings.map(\.code.rawValue)
  }

  private let rest = "en \"a\" zh \"甲\" ask en \"a?\" zh \"甲？\" for SFC by firm\n"

  @Test func `a plain attribute is in order`() {
    #expect(codes("attribute a : bool \(rest)") == [])
  }

  @Test func `an unknown type is found with the one that was meant`() {
    #expect(codes("attribute a : moneyy \(rest)") == ["R112"])
  }

  @Test func `a number needs its range`() {
    #expect(codes("attribute a : int \(rest)") == ["R133"])
    #expect(codes("attribute a : int 5..1 \(rest)") == ["R122"])
  }

  @Test func `an attribute says who states it and who cares`() {
    #expect(codes("attribute a : bool en \"a\" zh \"甲\" ask en \"a\" zh \"甲\" for SFC") == ["R133"])
    #expect(codes("attribute a : bool en \"a\" zh \"甲\" ask en \"a\" zh \"甲\" by firm") == ["R133"])
    #expect(
      codes("attribute a : bool en \"a\" zh \"甲\" ask en \"a\" zh \"甲\" for SCF by firm") == [
        "R106"
      ])
  }

  @Test func `what a firm states has a question in both languages`() {
    #expect(codes("attribute a : bool en \"a\" zh \"甲\" for SFC by firm") == ["R131"])
    #expect(codes("attribute a : bool en \"a\" zh \"甲\" ask en \"a\" for SFC by firm") == ["R131"])
  }

  @Test func `a recorded attribute is a bool by somebody who records`() {
    #expect(
      codes("attribute a : int 0..5 recorded en \"a\" zh \"甲\" for SFC by officer") == ["R120"])
    #expect(codes("attribute a : bool recorded \(rest)") == ["R120"])
  }

  @Test func `none is either a member or an answer`() {
    let members = "{ none en \"n\" zh \"無\", x en \"x\" zh \"某\" }"
    #expect(codes("attribute a : \(members) or none \(rest)") == ["R120"])
  }

  @Test func `a name stands once`() {
    #expect(codes("attribute a : bool \(rest)attribute a : bool \(rest)") == ["R102"])
  }

  @Test(arguments: ["a", "not a", "(a)", "a and not a"])
  func `a derivation may end in a name, whatever statement follows`(derivation: String) {
    let first =
      "attribute a : bool \(rest)attribute z : bool en \"a\" zh \"甲\" for all derived \(derivation)\n"
    for next in [
      "attribute b : bool \(rest)", "section s en \"s\" zh \"節\"\nattribute b : bool \(rest)",
      "remit IA en \"i\" zh \"保\"", "enum e { x en \"x\" zh \"某\" }",
      "record r { x : bool en \"x\" zh \"某\" ask en \"x?\" zh \"某？\" }",
    ] {
      #expect(codes(first + next) == [], "\(next)")
    }
  }

  @Test func `lists are bounded and not nested`() {
    let record = "record r { x : bool en \"x\" zh \"某\" ask en \"x?\" zh \"某？\" }\n"
    #expect(codes(record + "attribute a : list of r at most 40 \(rest)") == ["R162"])
    #expect(
      codes(
        record
          + "record s { y : list of r at most 3 en \"y\" zh \"某\" }\nattribute a : bool \(rest)"
      ).contains("R160"))
  }
}
