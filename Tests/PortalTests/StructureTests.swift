import Testing

@testable import Portal

struct StructureTests {
  @Test func `every page has one h1, its landmarks and its language`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      #expect(page.all("h1").count == 1, "\(name)")
      #expect(page.all("main").count == 1, "\(name)")
      #expect(page.elements.count { $0.name == "header" && $0.path == ["html", "body"] } == 1)
      #expect(page.elements.count { $0.name == "footer" && $0.path == ["html", "body"] } == 1)
      let expected = name.hasSuffix("english") ? "en-HK" : "zh-Hant-HK"
      #expect(page.all("html").first?.attributes["lang"] == expected, "\(name)")
      let first = page.all("a").first
      #expect(first?.attributes["href"] == "#main" && first?.attributes["class"] == "skip")
      let title = page.all("title").first?.text ?? ""
      #expect(title.contains("++"), "\(name)")
      for nav in page.all("nav") { #expect(nav.attributes["aria-label"]?.isEmpty == false) }
    }
  }

  @Test func `headings never skip a level`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      let main = try #require(page.elements.firstIndex { $0.name == "main" })
      var level = 1
      for element in page.elements where element.ancestors.contains(main) {
        guard ["h1", "h2", "h3", "h4"].contains(element.name),
          let next = element.name.last?.wholeNumberValue
        else { continue }
        #expect(next <= level + 1, "\(name): \(element.name) \(element.text)")
        level = next
      }
    }
  }

  @Test func `ids are unique, and every reference to one finds it`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      let ids = page.elements.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(name)")
      for element in page.elements {
        for key in ["for", "aria-describedby", "aria-labelledby"] {
          for id in (element.attributes[key] ?? "").split(separator: " ") {
            #expect(ids.contains(String(id)), "\(name): \(key) \(id)")
          }
        }
        if let href = element.attributes["href"], href.hasPrefix("#") {
          #expect(ids.contains(String(href.dropFirst())), "\(name): \(href)")
        }
      }
    }
  }

  @Test func `every control has a label, and every group a legend`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      let labelled = Set(page.all("label").compactMap { $0.attributes["for"] })
      for control in page.elements where ["input", "textarea", "select"].contains(control.name) {
        guard control.attributes["type"] != "hidden" else { continue }
        let id = try #require(control.attributes["id"], "\(name): \(control.attributes)")
        #expect(labelled.contains(id), "\(name): \(id)")
      }
      for (index, group) in page.elements.enumerated() where group.name == "fieldset" {
        let legend = page.elements.first { $0.ancestors.last == index && $0.name == "legend" }
        #expect(legend?.text.isEmpty == false, "\(name)")
      }
    }
  }

  @Test func `each error stands at its field and on top, and leads there`() async throws {
    let visit = try await SamplePages.Visit()
    let page = try MarkupReader(SamplePages.text(await visit.post([("payment_cap", "1.234")])))
    let summary = try #require(page.elements.firstIndex { $0.attributes["id"] == "errors" })
    #expect(page.elements[summary].attributes["role"] == "alert")
    let links = page.elements.filter { $0.name == "a" && $0.ancestors.contains(summary) }
    let stated = page.elements.filter { $0.attributes["class"] == "error" }
    #expect(links.count == stated.count && links.count > 5)
    #expect(links.contains { $0.attributes["href"] == "#f-payment_cap" })
    #expect(page.all("title").first?.text.hasPrefix("Error:") == true)
  }

  @Test func `nothing is inline and nothing comes from elsewhere`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      for element in page.elements {
        #expect(element.name != "style", "\(name)")
        #expect(element.attributes["style"] == nil, "\(name)")
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(name)")
        if element.name == "script" {
          #expect(element.text.isEmpty && element.attributes["src"]?.hasPrefix("/assets/") == true)
        }
        for key in ["href", "src", "action"] {
          guard let address = element.attributes[key] else { continue }
          #expect(
            address.hasPrefix("/") && !address.hasPrefix("//") || address.hasPrefix("#")
              || address == "data:,", "\(name): \(address)")
        }
      }
    }
  }

  @Test func `every form that changes something is guarded and has a key`() async throws {
    for (name, markup) in try await SamplePages.everyPage() {
      let page = try MarkupReader(markup)
      for (index, form) in page.elements.enumerated() where form.name == "form" {
        #expect(form.attributes["method"] == "post")
        let names = page.elements.filter { $0.ancestors.contains(index) }
          .compactMap { $0.attributes["name"] }
        for field in FormGuard.ownFields {
          #expect(names.count { $0 == field } == 1, "\(name): \(field)")
        }
      }
    }
  }

  @Test func `a page with its stylesheet and script stays below sixty thousand bytes`() async throws
  {
    let parts = Assets.shared.stylesheet.bytes.count + Assets.shared.script.bytes.count
    for (name, markup) in try await SamplePages.everyPage() {
      #expect(markup.utf8.count + parts < 60_000, "\(name)")
      let page = try MarkupReader(markup)
      let asked = page.all("link").compactMap { $0.attributes["href"] }.filter { $0 != "data:," }
      #expect(asked.count + page.all("script").count == 2)
    }
  }
}
