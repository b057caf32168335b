import HTTPServer
import Testing

struct FormTests {
  private static let boundary = "----boundary7"

  private static let body = Array(
    """
    ------boundary7\r
    Content-Disposition: form-data; name="title"\r
    \r
    測試 trial\r
    ------boundary7\r
    Content-Disposition: form-data; name="empty"\r
    \r
    \r
    ------boundary7\r
    Content-Disposition: form-data; name="card"; filename="C:\\papers\\model \r
    card.pdf"\r
    Content-Type: application/pdf\r
    \r
    %PDF\r
    --not the boundary\r
    \r
    ------boundary7\r
    Content-Disposition: form-data; name="untouched"; filename=""\r
    Content-Type: application/octet-stream\r
    \r
    \r
    ------boundary7--\r

    """.replacing("model \r\n", with: "model ").utf8)

  private func form(_ body: [UInt8], type: String = "multipart/form-data; boundary=----boundary7")
    throws -> Form
  {
    try Request(.post, "/", headers: ["Content-Type": type], body: body).form()
  }

  @Test func `fields and files are read as they were sent`() throws {
    let form = try form(FormTests.body)
    #expect(form.fields == Parameters([("title", "測試 trial"), ("empty", "")]))
    #expect(form.files.count == 1)
    let file = try #require(form.files.first)
    #expect(file.field == "card")
    #expect(file.name == "model card.pdf")
    #expect(file.contentType == "application/pdf")
    #expect(String(decoding: file.bytes, as: UTF8.self) == "%PDF\r\n--not the boundary\r\n")
  }

  @Test func `a form cut anywhere is refused, never half read`() throws {
    let end = try #require(FormTests.body.lastIndex(of: UInt8(ascii: "-")))
    for length in 0..<end {
      let problem = #expect(throws: Problem.self) {
        try form(Array(FormTests.body.prefix(length)))
      }
      #expect(problem?.status == .badRequest)
    }
  }

  @Test func `no changed byte of a form is a crash`() {
    var readable = 0
    for index in FormTests.body.indices {
      for byte in [UInt8(0), 10, 13, 34, 45, 255] {
        var changed = FormTests.body
        changed[index] = byte
        if (try? form(changed)) != nil { readable += 1 }
      }
    }
    #expect(readable > 0)
  }

  @Test func `a name is a label, never a path`() throws {
    func name(of sent: String) throws -> String? {
      let body =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\(sent)\"\r\n\r\nx\r\n--b--"
      return try form(Array(body.utf8), type: "multipart/form-data; boundary=b").files.first?.name
    }
    #expect(try name(of: "../../etc/passwd") == "passwd")
    #expect(try name(of: "..") == "")
    #expect(try name(of: "a%22b.txt") == "a\"b.txt")
  }

  @Test func `more fields than a form may have is 413`() {
    let body = Array(String(repeating: "a=1&", count: 2_001).utf8)
    let problem = #expect(throws: Problem.self) {
      try form(body, type: "application/x-www-form-urlencoded")
    }
    #expect(problem?.status == .contentTooLarge)
  }

  @Test func `another media type is 415`() {
    let problem = #expect(throws: Problem.self) { try form([], type: "text/plain") }
    #expect(problem?.status == .unsupportedMediaType)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    let problem = #expect(throws: Problem.self) {
      try form(Array("a=%ff".utf8), type: "application/x-www-form-urlencoded; charset=utf-8")
    }
    #expect(problem?.status == .badRequest)
  }
}
