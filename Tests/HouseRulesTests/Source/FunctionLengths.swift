/// A function, initialiser, subscript or computed property, and where it stands.
struct FunctionLength: Equatable {
  let line: Int
  let lines: Int
}

/// Finds the bodies of functions by their braces.
struct FunctionLengths {
  /// All bodies, in the order in which they begin.
  private(set) var found: [FunctionLength] = []
  /// Whether every brace has its partner; if not, the lengths mean nothing.
  private(set) var isBalanced: Bool

  private let code: [Character]
  private let partners: [Int: Int]

  init(_ source: String) {
    code = CodeText(source).characters
    (partners, isBalanced) = Self.pairs(in: code)
    scan()
  }

  private mutating func scan() {
    var line = 1
    var position = 0
    while position < code.count {
      let word = word(at: position)
      if let body = body(after: word, at: position), let end = partners[body] {
        let lines = code[position...end].count { $0.isNewline } + 1
        found.append(FunctionLength(line: line, lines: lines))
      }
      if code[position].isNewline { line += 1 }
      position += max(1, word.count)
    }
  }

  /// The word that begins here, or nothing within a word, after a dot, or at no word at all.
  private func word(at position: Int) -> String {
    if position > 0 && (isPartOfWord(code[position - 1]) || code[position - 1] == ".") { return "" }
    return String(code[position...].prefix(while: isPartOfWord))
  }

  /// Where the opening brace of the body lies that belongs to the declaration.
  private func body(after word: String, at position: Int) -> Int? {
    let endsAtLine: Bool
    switch word {
    case "func", "init", "deinit", "subscript": endsAtLine = false
    case "var": endsAtLine = true
    default: return nil
    }
    var depth = 0
    for index in position..<code.count {
      switch code[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return index
      case "}" where depth == 0: return nil
      case "\n" where depth == 0 && endsAtLine: return nil
      default: break
      }
      if depth < 0 { return nil }
    }
    return nil
  }

  private func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private static func pairs(in code: [Character]) -> ([Int: Int], Bool) {
    var open: [Int] = []
    var partners: [Int: Int] = [:]
    for (index, character) in code.enumerated() {
      if character == "{" { open.append(index) }
      guard character == "}" else { continue }
      guard let start = open.popLast() else { return (partners, false) }
      partners[start] = index
    }
    return (partners, open.isEmpty)
  }
}
