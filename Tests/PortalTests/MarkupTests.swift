import Testing

@testable import Portal

struct MarkupTests {
  private let nasty = "<script>\"&'"

  @Test func `whatever is interpolated is text`() {
    let expected = "&lt;script&gt;&quot;&amp;&#39;"
    let html: HTML = "<p title=\"\(nasty)\">\(nasty)</p>"
    #expect(html.markup == "<p title=\"\(expected)\">\(expected)</p>")
    #expect(HTML(text: nasty).markup == expected)
    let phrase: HTML = "\(Phrase(nasty, nasty), Language.chinese)"
    #expect(phrase.markup == expected)
    let attribute: HTML = "<a\(attribute: "title", nasty)>"
    #expect(attribute.markup == "<a title=\"\(expected)\">")
  }

  @Test func `only markup stays markup, once`() {
    let inner: HTML = "<b>\(nasty)</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])\(HTML?.none)</p>"
    let one = "<b>&lt;script&gt;&quot;&amp;&#39;</b>"
    #expect(outer.markup == "<p>\(one)\(one)\(one)</p>")
    #expect(HTML.unsafeHTML("<i>").markup == "<i>")
  }

  @Test func `an attribute without a value is not written`() {
    let html: HTML = """
      <input\(attribute: "value", nil)\(attribute: "checked", if: false)\
      \(attribute: "required", if: true)>
      """
    #expect(html.markup == "<input required>")
  }

  @Test func `text of other scripts and of many bytes is left alone`() {
    #expect(HTML(text: "測試 👩‍⚖️ é").markup == "測試 👩‍⚖️ é")
  }

  @Test func `pieces are joined with what stands between`() {
    let pieces: [HTML] = ["<i>a</i>", "<i>b</i>"]
    #expect(pieces.joined(separator: ", ").markup == "<i>a</i>, <i>b</i>")
  }
}
