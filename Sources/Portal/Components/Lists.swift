/// Names with their values, and a way to change each.
struct SummaryList {
  struct Row {
    let name: Phrase
    /// Empty where nothing was stated.
    let value: HTML
    /// Where it can be changed.
    var change: String?
  }

  let rows: [Row]

  func html(_ language: Language) -> HTML {
    let rows = self.rows.map { row -> HTML in
      let value: HTML =
        row.value.isEmpty
        ? "<span class=\"faint\">\(Words.notStated, language)</span>" : row.value
      let change = row.change.map {
        """
        <dd class="change"><a href="\($0)">\(Words.change, language)<span class="unseen"> \
        \(row.name, language)</span></a></dd>
        """ as HTML
      }
      return "<div><dt>\(row.name, language)</dt><dd>\(value)</dd>\(change)</div>"
    }
    return "<dl class=\"summary\">\(rows)</dl>"
  }
}

/// The parts of a long form, each with how far it is.
struct TaskList {
  enum Progress: Sendable {
    case done, begun, notBegun, blocked(why: Phrase)
  }

  struct Task {
    let label: Phrase
    let path: String
    let progress: Progress
  }

  let tasks: [Task]

  func html(_ language: Language) -> HTML {
    let done = tasks.count { if case .done = $0.progress { true } else { false } }
    let items = tasks.enumerated().map { index, task in item(task, index, language) }
    return """
      <p>\(Words.tasksDone.filled(with: "\(done)", "\(tasks.count)"), language)</p>
      <ul class="tasks">\(items)</ul>
      """
  }

  private func item(_ task: Task, _ index: Int, _ language: Language) -> HTML {
    let state = TaskList.words(task.progress)
    var label: HTML =
      "<a href=\"\(task.path)\" aria-describedby=\"task-\(index)\">\(task.label, language)</a>"
    var reason: HTML = ""
    if case .blocked(let why) = task.progress {
      label = "<span>\(task.label, language)</span>"
      reason = "<p class=\"hint\">\(why, language)</p>"
    }
    return """
      <li><div>\(label)\(reason)</div>\
      <span id="task-\(index)">\(StateTag(state).html(language))</span></li>
      """
  }

  private static func words(_ progress: Progress) -> StateWording.Words {
    switch progress {
    case .done: StateWording.Words("Complete", "已完成", .good)
    case .begun: StateWording.Words("Begun", "填寫中", .moving)
    case .notBegun: StateWording.Words("Not begun", "未開始", .waiting)
    case .blocked: StateWording.Words("Cannot start yet", "未可開始", .over)
    }
  }
}

/// The way of a case: what it has passed, where it is, what is to come.
struct Way {
  let passed: [Phrase]
  let here: Phrase
  let toCome: [Phrase]

  func html(_ language: Language) -> HTML {
    func step(_ phrase: Phrase, _ kind: StaticString, _ word: Phrase) -> HTML {
      """
      <li class="\(kind.description)"><span class="shape" aria-hidden="true"></span>\
      \(phrase, language)<span class="unseen"> (\(word, language))</span></li>
      """
    }
    let steps =
      passed.map { step($0, "passed", Words.passed) }
      + [
        "<li class=\"here\" aria-current=\"step\"><span class=\"shape\" aria-hidden=\"true\"></span>\(here, language)</li>"
      ]
      + toCome.map { step($0, "ahead", Words.toCome) }
    return "<ol class=\"way\" aria-label=\"\(Words.theWay, language)\">\(steps)</ol>"
  }
}
