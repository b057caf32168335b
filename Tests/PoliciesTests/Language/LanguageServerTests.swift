import Policies
import Testing

struct LanguageServerTests {
  private let address = "file:///sample.policy"

  private func opened(_ statements: String) -> (LanguageServer, [String]) {
    let others = [Fixture.vocabulary, Fixture.metrics, Fixture.variation]
    var server = LanguageServer { _ in others }
    let text = JSONValue.string(Fixture.header + statements).text()
    let messages = server.answer(
      """
      {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"\(address)",
      "languageId":"policy","version":1,"text":\(text)}}}
      """)
    return (server, messages)
  }

  private func ask(_ method: String, _ line: Int, _ character: Int, _ server: inout LanguageServer)
    -> String
  {
    server.answer(
      """
      {"jsonrpc":"2.0","id":7,"method":"textDocument/\(method)","params":{"textDocument":
      {"uri":"\(address)"},"position":{"line":\(line),"character":\(character)}}}
      """
    ).joined()
  }

  @Test func `a document that is opened gets its findings, at UTF-16 places`() throws {
    let (_, messages) = opened(refuse("facng"))
    let message = try #require(messages.first)
    #expect(messages.count == 1)
    #expect(message.contains(#""method":"textDocument/publishDiagnostics""#))
    #expect(
      message.contains(
        #""range":{"start":{"line":3,"character":44},"end":{"line":3,"character":49}}"#))
    #expect(message.contains(#""code":"R104""#))
    #expect(message.contains(#"unknown attribute `facng`\ndid you mean `facing`?"#))
  }

  @Test(arguments: [
    ("let q = routed SFC\nroute A to SFC en \"a\" zh \"甲\" when q cite LAW whole\n", "R140"),
    (refuse("start + 400_000_000_000_000_000 months > end"), "R128"),
  ])
  func `a text that would trap or never end gets its finding`(statements: String, code: String)
    throws
  {
    let (_, messages) = opened(statements)
    #expect(try #require(messages.first).contains(#""code":"\#(code)""#))
  }

  @Test func `hover shows the source of a name, and its definition where it stands`() {
    var (server, _) = opened(refuse("facing"))
    let hover = ask("hover", 3, 46, &server)
    #expect(hover.contains("attribute facing : bool"))
    let definition = ask("definition", 3, 46, &server)
    #expect(definition.contains(#""uri":"application.vocabulary""#))
  }

  @Test func `completion offers the vocabulary, also while the text has errors`() {
    var (server, _) = opened("refuse R1 en")
    let items = ask("completion", 3, 12, &server)
    #expect(items.contains(#"{"label":"only_reads","kind":5,"detail":"attribute"}"#))
    #expect(items.contains(#"{"label":"any_of","kind":14}"#))
  }

  @Test func `formatting replaces the whole text`() {
    var (server, _) = opened(refuse("facing"))
    let edits = ask("formatting", 0, 0, &server)
    #expect(edits.contains(#"refuse R1\n  en \"No\" zh \"拒\"\n  soft at offer\n"#))
  }

  @Test func `an unknown method and what is no message are answered, not dropped`() {
    var (server, _) = opened("")
    #expect(ask("rename", 0, 0, &server).contains(#""code":-32601"#))
    #expect(server.answer("{").joined().contains(#""code":-32700"#))
  }
}
