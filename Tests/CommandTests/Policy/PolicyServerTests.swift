import Foundation
import TestSupport
import Testing

/// `policy lsp` as an editor meets it: a process, two pipes, messages behind their lengths.
struct PolicyServerTests {
  private static let folder = Repository.root.appending(path: "Sources/Policies/Regulators")
  private static let address = folder.appending(path: "sfc.policy").absoluteString
  private static let policy = """
    policy draft 1.0.0 for SFC from 2026-01-01
      en "Draft" zh "草稿"
    vocabulary application 1
    instrument LAW en "A law" zh "法例" mark read
    flag Z-1 en "Flag" zh "標記" at review when not contrl.hitl has before_output cite LAW whole

    """

  private static func place(_ line: Int, _ character: Int) -> [String: Any] {
    [
      "textDocument": ["uri": address], "position": ["line": line, "character": character],
    ]
  }

  private func opened(_ text: String) throws -> (client: LanguageClient, findings: [[String: Any]])
  {
    let client = try LanguageClient()
    _ = try client.ask("initialize")
    try client.notify("initialized", [:])
    let document: [String: Any] = [
      "uri": Self.address, "languageId": "policy", "version": 1, "text": text,
    ]
    try client.notify("textDocument/didOpen", ["textDocument": document])
    return (client, Self.findings(try client.next()))
  }

  private static func findings(_ message: LanguageClient.Message) -> [[String: Any]] {
    #expect(message.method == "textDocument/publishDiagnostics")
    #expect(message.parameters["uri"] as? String == address)
    return message.parameters["diagnostics"] as? [[String: Any]] ?? []
  }

  @Test func `an editor says hello, opens, asks, mends, lays out, and says goodbye`() throws {
    let client = try LanguageClient()
    let hello = try client.ask("initialize", ["capabilities": [:]])
    let abilities = try #require(hello.result?["capabilities"] as? [String: Any])
    #expect(abilities["hoverProvider"] as? Bool == true)
    #expect(abilities["documentFormattingProvider"] as? Bool == true)
    try client.notify("initialized", [:])

    try client.notify(
      "textDocument/didOpen", ["textDocument": ["uri": Self.address, "text": Self.policy]])
    let wrong = Self.findings(try client.next())
    #expect(wrong.compactMap { $0["code"] as? String }.contains("R104"))
    let said = wrong.compactMap { $0["message"] as? String }.joined()
    #expect(said.contains("did you mean `control.hitl`?"))

    // An editor sends the whole text again; the vocabulary beside the file on disk is read with it.
    let mended = Self.policy.replacing("contrl", with: "control")
    try client.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": Self.address], "contentChanges": [["text": mended]]])
    let found = Self.findings(try client.next())
    #expect(!found.contains { $0["code"] as? String == "R104" })

    let line = 4
    let column = try #require(mended.split(separator: "\n")[line].range(of: "control"))
      .lowerBound.utf16Offset(in: mended.split(separator: "\n")[line])
    let hover = try client.ask("textDocument/hover", Self.place(line, column + 2))
    let shown = (hover.result?["contents"] as? [String: Any])?["value"] as? String
    #expect(shown?.contains("attribute control.hitl : set of") == true)
    let definition = try client.ask("textDocument/definition", Self.place(line, column + 2))
    #expect((definition.result?["uri"] as? String)?.hasSuffix("application.vocabulary") == true)
    let offered = try client.ask("textDocument/completion", Self.place(line, column))
    #expect(offered.results.contains { $0["label"] as? String == "control.hitl" })
    #expect(offered.results.contains { $0["label"] as? String == "any_of" })

    let edits = try client.ask(
      "textDocument/formatting", ["textDocument": ["uri": Self.address], "options": [:]])
    let laidOut = try #require(edits.results.first?["newText"] as? String)
    #expect(laidOut.contains("flag Z-1\n  en \"Flag\" zh \"標記\"\n  at review\n"))

    try client.notify("textDocument/didClose", ["textDocument": ["uri": Self.address]])
    #expect(Self.findings(try client.next()).isEmpty)
    #expect(try client.ask("shutdown").isNull)
    try client.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    let end = try client.end()
    #expect(end.status == 0)
    #expect(end.errors.isEmpty)
  }

  @Test(arguments: [(4, -1), (-1, 0), (9_999, 0), (4, 9_999), (Int.max, Int.min)])
  func `a place that is not in the text has nothing to show`(line: Int, character: Int) throws {
    let (client, _) = try opened(Self.policy)
    for question in ["hover", "definition"] {
      #expect(try client.ask("textDocument/\(question)", Self.place(line, character)).isNull)
    }
    #expect(try client.ask("shutdown").isNull)
    #expect(try client.end().status == 0)
  }

  @Test func `a question about a file that was not opened has no answer`() throws {
    let client = try LanguageClient()
    for question in ["hover", "definition", "completion", "formatting"] {
      #expect(try client.ask("textDocument/\(question)", Self.place(0, 0)).isNull)
    }
    #expect(try client.ask("textDocument/hover").isNull)
    #expect(try client.end().status == 0)
  }

  @Test func `a text that cannot be read gets findings and no layout`() throws {
    let (client, findings) = try opened("policy \u{202E}")
    #expect(!findings.isEmpty)
    let edits = try client.ask(
      "textDocument/formatting", ["textDocument": ["uri": Self.address]])
    #expect(edits.isNull)
    #expect(try client.end().status == 0)
  }

  @Test func `what is no message, and a method it has not, are errors and not the end`() throws {
    let client = try LanguageClient()
    for wrong in ["{", "[]", "7", "{\"id\":1}"] {
      try client.send(wrong)
      #expect(try client.next().errorCode == -32_700)
    }
    #expect(try client.ask("textDocument/rename").errorCode == -32_601)
    #expect(try client.ask("shutdown").isNull)
    #expect(try client.end().status == 0)
  }

  @Test(arguments: [
    "Content-Type: text\r\n\r\n{}", "Content-Length: -2\r\n\r\n{}",
    "Content-Length: 99999999999\r\n\r\n{}", "Content-Length: two\r\n\r\n{}",
  ])
  func `a message without a length that can be is status 2`(text: String) throws {
    let client = try LanguageClient()
    try client.send(raw: text)
    let end = try client.end()
    #expect(end.status == 2)
    #expect(end.errors.contains("the editor sent no length"))
  }

  @Test func `an editor that goes away in the middle of a message ends it`() throws {
    let client = try LanguageClient()
    try client.send(raw: "Content-Length: 500\r\n\r\n{\"jsonrpc\"")
    let end = try client.end()
    #expect(end.status == 0)
    #expect(end.errors.isEmpty)
  }
}
