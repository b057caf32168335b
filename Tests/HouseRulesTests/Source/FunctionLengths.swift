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
  let isBalanced: Bool

  private let code: [UInt8]
  private let partners: [Int: Int]

  init(_ source: CodeText) {
    code = source.bytes
    (partners, isBalanced) = Self.pairs(in: code)
    scan()
  }

  private mutating func scan() {
    var line = 1
    var position = 0
    while position < code.count {
      let word = word(at: position)
      if let endsAtLine = Self.keywords[word],
        let body = body(at: position, endsAtLine: endsAtLine), let end = partners[body]
      {
        let lines = code[position...end].count { $0 == UInt8(ascii: "\n") } + 1
        found.append(FunctionLength(line: line, lines: lines))
      }
      if code[position] == UInt8(ascii: "\n") { line += 1 }
      position += max(1, word.utf8.count)
    }
  }

  /// What begins a body, and whether the body must begin on the same line.
  private static let keywords = [
    "func": false, "init": false, "deinit": false, "subscript": false, "var": true,
  ]

  /// The word that begins here, or nothing within a word, after a dot, or at no word at all.
  private func word(at position: Int) -> String {
    guard isPartOfWord(code[position]) else { return "" }
    if position > 0 && (isPartOfWord(code[position - 1]) || code[position - 1] == UInt8(ascii: "."))
    {
      return ""
    }
    return String(decoding: code[position...].prefix(while: isPartOfWord), as: UTF8.self)
  }

  /// Where the opening brace of the body lies that belongs to the declaration.
  private func body(at position: Int, endsAtLine: Bool) -> Int? {
    var depth = 0
    for index in position..<code.count {
      switch Character(UnicodeScalar(code[index])) {
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

  /// Bytes above ASCII belong to letters that are written with several of them.
  private func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private static func pairs(in code: [UInt8]) -> ([Int: Int], Bool) {
    var open: [Int] = []
    var partners: [Int: Int] = [:]
    for (index, byte) in code.enumerated() {
      if byte == UInt8(ascii: "{") { open.append(index) }
      guard byte == UInt8(ascii: "}") else { continue }
      guard let start = open.popLast() else { return (partners, false) }
      partners[start] = index
    }
    return (partners, open.isEmpty)
  }
}
