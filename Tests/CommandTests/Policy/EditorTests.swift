import Foundation
import TestSupport
import Testing

/// `policy lsp` behind an editor that people use: Neovim and its own client, without a window.
struct EditorTests {
  private static let editor = ["/usr/bin/nvim", "/usr/local/bin/nvim"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What the editor saw and did.
  private struct Session: Decodable {
    struct Mark: Decodable {
      let code: String
      let line: Int
    }

    let before: [Mark]
    let title: String
    let line: String
    let hover: String
    let definition: String
    let offered: [String]
    let laidOut: String
  }

  @Test(.enabled(if: editor != nil, "there is no Neovim to edit with"))
  func `an editor marks a mistake, mends it, explains, completes and lays out`() async throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "editor-\(UUID().uuidString)")
    try files.copyItem(
      at: Repository.root.appending(path: "Sources/Policies/Regulators"), to: folder)
    defer { try? files.removeItem(at: folder) }
    let file = folder.appending(path: "sfc.policy")
    let wrong = """

      flag Z-1 en "Flag" zh "標記" at review when not contrl.hitl has before_output cite S-LM whole

      """
    let shipped = try String(contentsOf: file, encoding: .utf8)
    try (shipped + wrong).write(to: file, atomically: true, encoding: .utf8)
    let script = folder.appending(path: "session.lua")
    try Self.script.write(to: script, atomically: true, encoding: .utf8)
    let report = folder.appending(path: "report.json")

    let run = try await ProgramRun(
      URL(filePath: try #require(Self.editor)),
      ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile \(script.path)"],
      environment: [
        "PROGRAM": ProgramRun.program.path, "FILE": file.path, "REPORT": report.path,
        "HOME": folder.path,
      ])
    #expect(run.status == 0, "\(run.errors)")
    let session = try JSONDecoder().decode(Session.self, from: Data(contentsOf: report))

    let line = shipped.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(session.before.map(\.code) == ["R104"])
    #expect(session.before.map(\.line) == [line])
    #expect(session.title == "Write `control.hitl`")
    #expect(session.line.contains("when not control.hitl has before_output"))
    #expect(session.hover.contains("attribute control.hitl : set of {"))
    #expect(session.definition.hasSuffix("application.vocabulary"))
    #expect(session.offered == ["control.hitl"])
    #expect(session.laidOut.hasPrefix("flag Z-1\n  en \"Flag\" zh \"標記\"\n  at review\n"))
  }

  /// Runs in the editor; whatever goes wrong ends it with status 1.
  private static let script = """
    local said = {}

    local function wait(what)
      assert(vim.wait(60000, what, 10), 'the server did not answer')
    end

    local function place(line, needle)
      local text = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]
      local at = text:find(needle, 1, true)
      return {
        textDocument = { uri = vim.uri_from_bufnr(0) },
        position = { line = line, character = vim.str_utfindex(text, at + 1) },
      }
    end

    local function ask(method, parameters)
      local answers = vim.lsp.buf_request_sync(0, 'textDocument/' .. method, parameters, 60000)
      for _, answer in pairs(answers) do return answer.result end
    end

    local function session()
      vim.cmd('edit ' .. vim.env.FILE)
      local client = vim.lsp.start_client({
        name = 'policy', cmd = { vim.env.PROGRAM, 'policy', 'lsp' },
      })
      vim.lsp.buf_attach_client(0, client)
      wait(function() return #vim.diagnostic.get(0) > 0 end)
      said.before = vim.tbl_map(
        function(each) return { code = each.code, line = each.lnum } end, vim.diagnostic.get(0))

      local line = vim.api.nvim_buf_line_count(0) - 1
      local spot = place(line, 'contrl')
      local actions = ask('codeAction', {
        textDocument = spot.textDocument, context = { diagnostics = {} },
        range = { start = spot.position, ['end'] = spot.position },
      })
      said.title = actions[1].title
      vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
      wait(function() return #vim.diagnostic.get(0) == 0 end)
      said.line = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]

      spot = place(line, 'control')
      said.hover = ask('hover', spot).contents.value
      said.definition = ask('definition', spot).uri
      local items = vim.lsp.util.text_document_completion_list_to_complete_items(
        ask('completion', spot), 'control.hi')
      said.offered = vim.tbl_map(function(each) return each.word end, items)
      local edits = ask('formatting', {
        textDocument = spot.textDocument, options = { tabSize = 2, insertSpaces = true },
      })
      vim.lsp.util.apply_text_edits(edits, vim.api.nvim_get_current_buf(), 'utf-16')
      said.laidOut = table.concat(vim.api.nvim_buf_get_lines(0, line, -1, false), '\\n')

      vim.lsp.stop_client(client)
      wait(function() return vim.lsp.client_is_stopped(client) end)
      local out = assert(io.open(vim.env.REPORT, 'w'))
      out:write(vim.fn.json_encode(said))
      out:close()
    end

    local done, why = pcall(session)
    if not done then io.stderr:write(tostring(why)) end
    vim.cmd(done and 'qa!' or 'cq!')
    """
}
