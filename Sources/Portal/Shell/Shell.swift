internal import HTTPServer

/// What every page has around it: head, masthead, landmarks, foot.
enum Shell {
  static func document(_ page: Page, _ context: PageContext) -> HTML {
    let language = context.language
    let assets = Assets.shared
    let prefix: HTML = page.errors.isEmpty ? "" : "\(Words.errorPrefix, language) "
    return """
      <!doctype html>
      <html lang="\(language.tag)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(prefix)\(page.title, language) – \(Words.programme, language)</title>
      <link rel="icon" href="data:,">
      <link rel="stylesheet" href="\(assets.stylesheet.path)">
      <script src="\(assets.script.path)" defer></script>
      </head>
      <body>
      <a class="skip" href="#main">\(Words.skipToContent, language)</a>
      \(masthead(context))
      \(breadcrumb(page.steps, language))
      <main id="main" class="\(page.width.rawValue)" tabindex="-1">
      \(page.notice?.html(language))
      \(ErrorSummary(errors: page.errors).html(language))
      <h1>\(page.title, language)</h1>
      \(page.summary)
      \(page.body)
      </main>
      \(foot(context))
      </body>
      </html>

      """
  }

  private static func masthead(_ context: PageContext) -> HTML {
    let language = context.language
    let other = language.other
    return """
      <header class="masthead">
      <div class="bar">
      <a class="brand" href="/">\(Words.programme, language)</a>
      \(navigation(context))
      <div class="account">
      <a href="\(context.address(in: other))" lang="\(other.tag)" hreflang="\(other.tag)">\
      \(other.ownName)</a>
      \(account(context))
      </div>
      </div>
      </header>
      """
  }

  private static func navigation(_ context: PageContext) -> HTML {
    guard !context.places.isEmpty else { return "" }
    let links = context.places.map { place -> HTML in
      let isHere =
        context.target.path == place.path || context.target.path.hasPrefix(place.path + "/")
      return """
        <li><a href="\(place.path)"\(attribute: "aria-current", isHere ? "page" : nil)>\
        \(place.label, context.language)</a></li>
        """
    }
    return """
      <nav class="places" aria-label="\(Words.mainNavigation, context.language)">
      <ul>\(links)</ul>
      </nav>
      """
  }

  private static func account(_ context: PageContext) -> HTML {
    let language = context.language
    guard let viewer = context.viewer else {
      return "<a href=\"/signin\">\(Words.signIn, language)</a>"
    }
    return """
      <span class="viewer"><a href="/account">\(viewer.name)</a> \
      <span class="role">\(viewer.role, language)</span></span>
      <form method="post" action="/signout">\(FormView.hidden(context))\
      <button class="plain">\(Words.signOut, language)</button></form>
      """
  }

  private static func breadcrumb(_ steps: [Page.Step], _ language: Language) -> HTML {
    guard !steps.isEmpty else { return "" }
    let links = steps.map { step -> HTML in
      "<li><a href=\"\(step.path)\">\(step.label, language)</a></li>"
    }
    return """
      <nav class="breadcrumb" aria-label="\(Words.breadcrumb, language)"><ol>\(links)</ol></nav>
      """
  }

  private static func foot(_ context: PageContext) -> HTML {
    let language = context.language
    return """
      <footer class="foot">
      <div class="bar">
      <p>\(Words.sampleEngine, language)</p>
      <p>\(Words.poweredBy, language)</p>
      <details id="keys"><summary>\(Words.keys, language)</summary>
      <p>\(Words.keysHelp, language)</p></details>
      </div>
      </footer>
      """
  }
}
