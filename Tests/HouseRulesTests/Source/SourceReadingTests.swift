import Testing

/// The rules are only as good as the reader that applies them.
struct SourceReadingTests {
  @Test func `comments and the text of strings are no code, interpolations are`() {
    let code = CodeText(#"a("{ \(b("}", c)) {") /* { /* } */ */ + d // {"#).text
    #expect(code.filter { !$0.isWhitespace } == "a(b(,c))+d")
  }

  @Test func `raw strings, long strings and names in backticks are no code`() {
    let source = ##"x = #"{ " \(y) \#(z) "# + """\##n { " }\##n""" + `a {`"##
    let code = CodeText(source).text
    #expect(code.filter { !$0.isWhitespace } == "x=z++")
  }

  @Test func `regular expressions between number signs are no code`() {
    let code = CodeText("a(#/\\(\"{/#) + b").text
    #expect(code.filter { !$0.isWhitespace } == "a()+b")
  }

  @Test(arguments: [1, 70, 71])
  func `the length of a function counts its first and last line`(lines: Int) {
    let body = String(repeating: "\n", count: lines - 1)
    let measured = FunctionLengths(CodeText("\nfunc f(a: [Int] = { [1] }()) -> Int {\(body)}\n"))
    #expect(measured.isBalanced)
    #expect(measured.found == [FunctionLength(line: 2, lines: lines)])
  }

  @Test func `a requirement without a body and a call have no length`() {
    let measured = FunctionLengths(
      CodeText("protocol P { func f() -> Int }\nlet x = T.init(1)\nvar y = 1\nstruct S {\n}\n"))
    #expect(measured.found.isEmpty)
  }

  @Test func `computed properties, initialisers and inner functions have a length`() {
    let measured = FunctionLengths(
      CodeText("var x: Int {\n 1\n}\ninit(a: Int) {\n func g() {\n }\n}\n"))
    #expect(measured.found.map(\.lines) == [3, 4, 2])
  }

  @Test(arguments: ["{", "}", "func f() { \"a\" ", "}{"])
  func `a file whose braces do not pair is not measured`(source: String) {
    #expect(!FunctionLengths(CodeText(source)).isBalanced)
  }
}
