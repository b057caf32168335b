/// Builds a layout from the parser's notes on a statement.
struct LayoutBuilder {
  /// The word that a token becomes; nil for a token that is left out.
  let word: (Int) -> Layout.Word?
  private var token = 0

  init(word: @escaping (Int) -> Layout.Word?) {
    self.word = word
  }

  /// The piece whose `open` stands at a note; moves behind its `close`.
  mutating func build(
    _ shape: LayoutNotes.Shape, _ notes: [(note: LayoutNotes.Note, token: Int)], _ at: inout Int
  ) -> Layout {
    token = notes[at].token
    return piece(shape, notes, &at)
  }

  private mutating func piece(
    _ shape: LayoutNotes.Shape, _ notes: [(note: LayoutNotes.Note, token: Int)], _ at: inout Int
  ) -> Layout {
    var layout = Layout(shape: shape)
    var pending: LayoutNotes.Break?
    at += 1
    while at < notes.count {
      let (note, end) = notes[at]
      words(upTo: end, &layout, &pending)
      switch note {
      case .open(let inner):
        let piece = piece(inner, notes, &at)
        if !piece.isEmpty { layout.add(.piece(piece), &pending) }
        continue
      case .close:
        at += 1
        layout.align()
        return layout
      case .mayBreak(let kind):
        pending = pending.map { $0.rawValue > kind.rawValue ? $0 : kind } ?? kind
      case .joins, .elided:
        break
      }
      at += 1
    }
    return layout
  }

  private mutating func words(
    upTo end: Int, _ layout: inout Layout, _ pending: inout LayoutNotes.Break?
  ) {
    while token < end {
      defer { token += 1 }
      guard let word = word(token) else { continue }
      layout.add(.word(word), &pending)
    }
  }
}

extension Layout {
  /// Whether there is no word in it.
  var isEmpty: Bool { segments.count == 1 && segments[0].elements.isEmpty }

  /// Whether its first word has a remark before it.
  private var beginsWithRemark: Bool {
    switch segments.first?.elements.first {
    case .word(let word): !word.leading.isEmpty
    case .piece(let piece): piece.beginsWithRemark
    case nil: false
    }
  }

  /// Whether its last word has a remark behind it.
  private var endsWithRemark: Bool {
    switch segments.last?.elements.last {
    case .word(let word): word.trailing != nil
    case .piece(let piece): piece.endsWithRemark
    case nil: false
    }
  }

  fileprivate mutating func add(_ element: Element, _ pending: inout LayoutNotes.Break?) {
    var lead = pending
    pending = nil
    if isEmpty {
      segments[0].elements.append(element)
      return
    }
    var isForced = endsWithRemark
    switch element {
    case .word(let word): isForced = isForced || !word.leading.isEmpty
    case .piece(let piece): isForced = isForced || piece.beginsWithRemark
    }
    if isForced { lead = lead == nil || lead == .line ? .hard : lead }
    if let lead {
      segments.append(Segment(lead: lead, elements: [element]))
    } else {
      segments[segments.count - 1].elements.append(element)
    }
  }

  /// Pads the names that begin the lines of a block to one width.
  fileprivate mutating func align() {
    let lines = segments.indices.filter { segments[$0].lead == .column }
    let widths = lines.map { line -> Int in
      if case .word(let word)? = segments[line].elements.first, segments[line].elements.count > 1 {
        return word.width
      }
      return 0
    }
    let widest = widths.max() ?? 0
    for (line, width) in zip(lines, widths) where width > 0 {
      segments[line].elements[0].pad(by: widest - width)
    }
  }

  /// Pads the word at a place of the first line.
  mutating func pad(word number: Int, by columns: Int) {
    guard segments[0].elements.indices.contains(number + 1) else { return }
    segments[0].elements[number].pad(by: columns)
  }
}

extension Layout.Element {
  fileprivate mutating func pad(by columns: Int) {
    guard case .word(var word) = self else { return }
    word.padding = columns
    self = .word(word)
  }
}
