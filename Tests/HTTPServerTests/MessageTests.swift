import HTTPServer
import Testing

struct MessageTests {
  @Test(arguments: [
    "nothing", "/a//b", "/a/../b", "/a/./b", "/a/%2e%2e", "/%", "/%4", "/%zz", "/%ff", "/%00",
    "/?a=%ff", "/?" + String(repeating: "a=1&", count: 101),
  ])
  func `a target that is not well-formed is not read`(text: String) {
    #expect(RequestTarget(text) == nil)
  }

  @Test func `a query keeps its order and its repetitions`() {
    let target: RequestTarget = "/x?a=1&b=%E6%B8%AC%E8%A9%A6+x&a=2&c"
    #expect(target.query["a"] == "1")
    #expect(target.query.values(of: "a") == ["1", "2"])
    #expect(target.query["b"] == "測試 x")
    #expect(target.query["c"] == "")
    #expect(target.query.encoded == "a=1&b=%E6%B8%AC%E8%A9%A6%20x&a=2&c=")
    #expect(target.query.setting("a", to: "3").encoded == "b=%E6%B8%AC%E8%A9%A6%20x&c=&a=3")
  }

  @Test func `a header's value cannot begin another line`() {
    let headers: Headers = ["Location": "/x\r\nSet-Cookie: a=b"]
    #expect(headers["location"] == "/x  Set-Cookie: a=b")
  }

  @Test(arguments: [
    ("/inbox?page=2", "/inbox?page=2"), ("//evil.example", "/"), ("https://evil.example", "/"),
    ("/\\evil.example", "/"), ("", "/"), ("javascript:alert(1)", "/"), ("/a\r\nb", "/"),
  ])
  func `a redirect never leaves the site`(wanted: String, sent: String) {
    #expect(Response.redirect(to: wanted).headers["Location"] == sent)
  }

  @Test func `cookies are read, the first of a name counts`() {
    let request = Request(.get, "/", headers: ["Cookie": "a=1; b=x=y;c ; a=2"])
    #expect(request.cookies == ["a": "1", "b": "x=y"])
  }

  @Test func `a cookie is kept from script and from other sites`() {
    var response = Response.text("")
    response.set(Cookie("session", "a b", maximumAge: 60, isSecure: true))
    #expect(
      response.headers["Set-Cookie"]
        == "session=a%20b; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")
  }

  @Test func `a file is offered under its name in any script`() {
    let response = Response.text("").offered(as: "審計 \"1\".csv")
    #expect(
      response.headers["Content-Disposition"]
        == "attachment; filename=\"____1_.csv\"; "
        + "filename*=UTF-8''%E5%AF%A9%E8%A8%88%20%221%22.csv")
  }

  @Test func `a body that is not the JSON expected is 400 and says where`() throws {
    struct Wanted: Decodable { let reasons: [String] }
    func problem(_ body: String, type: String = "application/json") -> Problem? {
      let request = Request(
        .post, "/", headers: ["Content-Type": type], body: Array(body.utf8))
      return #expect(throws: Problem.self) { try request.json(Wanted.self) }
    }
    #expect(problem("{")?.detail == "The body is not well-formed JSON.")
    #expect(problem("{}")?.detail == "`/reasons` is missing.")
    #expect(problem(#"{"reasons":[1]}"#)?.detail == "`/reasons/0` has another type than expected.")
    #expect(problem("{}", type: "text/plain")?.status == .unsupportedMediaType)
  }
}
