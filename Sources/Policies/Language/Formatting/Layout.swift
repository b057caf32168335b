/// A piece of text and the places where its lines may end.
struct Layout {
  /// A word with the remarks around it.
  struct Word {
    var text: String
    var width: Int
    /// Whether a space stands before it when it does not begin a line.
    var isSpaced: Bool
    /// Space added behind it, so that what follows stands in a column.
    var padding = 0
    /// Remarks on lines of their own before it; nil stands for an empty line.
    var leading: [String?] = []
    /// A remark behind it that ends the line.
    var trailing: String?
  }

  enum Element {
    case word(Word)
    case piece(Layout)
  }

  /// What stands between two places where a line may end.
  struct Segment {
    /// How the line before it ends; nil for the first.
    var lead: LayoutNotes.Break?
    var elements: [Element] = []
  }

  var shape: LayoutNotes.Shape
  var segments: [Segment] = [Segment(lead: nil)]

  // MARK: Measures

  /// Whether it can never stand on one line.
  var isBroken: Bool {
    segments.contains { segment in
      if let lead = segment.lead, lead != .line { return true }
      return segment.elements.contains {
        switch $0 {
        case .word: false
        case .piece(let piece): piece.isBroken
        }
      }
    }
  }

  /// Columns on one line, with the space before its first word.
  var flatWidth: Int {
    segments.reduce(0) { $0 + $1.flatWidth }
  }

  /// Columns up to the first place where its line may end.
  fileprivate var headWidth: Int {
    if let first = segments.first, segments.count > 1 { return first.headWidth }
    return segments.first?.headWidth ?? 0
  }
}

extension Layout.Segment {
  var flatWidth: Int {
    elements.reduce(0) { sum, element in
      switch element {
      case .word(let word): sum + word.width + (word.isSpaced ? 1 : 0) + word.padding
      case .piece(let piece): sum + piece.flatWidth
      }
    }
  }

  /// Columns of the words up to the first place where the line may end.
  fileprivate var headWidth: Int { Self.headWidth(elements[...]) }

  fileprivate static func headWidth(_ elements: ArraySlice<Layout.Element>) -> Int {
    var width = 0
    for element in elements {
      switch element {
      case .word(let word):
        width += word.width + (word.isSpaced ? 1 : 0) + word.padding
      case .piece(let piece):
        width += piece.headWidth
        if piece.segments.count > 1 { return width }
      }
    }
    return width
  }
}

/// Writes layouts as lines of at most a hundred columns where that can be.
struct LayoutPrinter {
  /// Columns of a line; wide characters count two.
  static let columns = 100

  private(set) var text = ""
  private var column = 0
  private var beginsLine = true
  private var lines = 0

  mutating func print(_ layout: Layout) {
    print(layout, indent: 0, behind: 0)
    endLine()
  }

  mutating func print(remark: String) {
    text += remark
    endLine()
  }

  mutating func emptyLine() { text += "\n" }

  private mutating func endLine() {
    text += "\n"
    lines += 1
    column = 0
    beginsLine = true
  }

  /// Writes a piece; `behind` are the columns of what has to follow on its last line.
  private mutating func print(_ layout: Layout, indent: Int, behind: Int) {
    let isFlat = !layout.isBroken && column + layout.flatWidth + behind <= Self.columns
    var inner = indent
    if layout.segments.count > 1 {
      inner = layout.shape == .aligned ? startColumn(layout) : indent + layout.shape.indent
    }
    var linesBefore = lines
    for (number, segment) in layout.segments.enumerated() {
      let isLast = number == layout.segments.count - 1
      // What follows a part of several lines does not hide behind its last.
      let isBehindLines = layout.shape.isFilled && lines > linesBefore
      if let lead = segment.lead,
        isBehindLines || ends(before: segment, lead, layout, isFlat, isLast ? behind : 0)
      {
        newLine(at: lead == .zero ? indent : inner)
      }
      linesBefore = lines
      for (index, element) in segment.elements.enumerated() {
        let rest = segment.elements[(index + 1)...]
        let follows = Layout.Segment.headWidth(rest) + (isLast && canReach(rest) ? behind : 0)
        switch element {
        case .word(let word): print(word, at: inner)
        case .piece(let piece): print(piece, indent: inner, behind: follows)
        }
      }
    }
  }

  /// Whether no line can end in these elements, so that what follows them counts as well.
  private func canReach(_ elements: ArraySlice<Layout.Element>) -> Bool {
    elements.allSatisfy {
      if case .piece(let piece) = $0 { piece.segments.count == 1 } else { true }
    }
  }

  private func startColumn(_ layout: Layout) -> Int {
    guard !beginsLine, case .word(let first)? = layout.segments.first?.elements.first else {
      return column
    }
    return column + (first.isSpaced ? 1 : 0)
  }

  private func ends(
    before segment: Layout.Segment, _ lead: LayoutNotes.Break, _ layout: Layout, _ isFlat: Bool,
    _ behind: Int
  ) -> Bool {
    guard lead == .line else { return true }
    if isFlat { return false }
    guard layout.shape.breaksOneByOne else { return true }
    return column + segment.flatWidth + behind > Self.columns
  }

  private mutating func newLine(at indent: Int) {
    if !beginsLine || column > 0 { endLine() }
    text += String(repeating: " ", count: indent)
    column = indent
    beginsLine = true
  }

  private mutating func print(_ word: Layout.Word, at indent: Int) {
    for remark in word.leading {
      if let remark {
        text += remark
        newLine(at: indent)
      }
    }
    if word.isSpaced, !beginsLine {
      text += " "
      column += 1
    }
    text += word.text
    column += word.width
    beginsLine = false
    if let trailing = word.trailing {
      text += " " + trailing
    } else if word.padding > 0 {
      text += String(repeating: " ", count: word.padding)
      column += word.padding
    }
  }
}
