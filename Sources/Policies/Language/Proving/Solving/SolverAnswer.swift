/// Reads what a solver answers to a script.
struct SolverAnswer {
  /// To one check.
  enum Verdict: Equatable {
    case no
    case yes([String: Int64])
    /// Out of time, or beyond the solver.
    case unsettled
  }

  /// One for each check, in order; fewer when the solver stopped.
  let verdicts: [Verdict]

  init(_ text: String) {
    var reader = Reader(text: Array(text.utf8))
    var verdicts: [Verdict] = []
    while let part = reader.next() {
      switch part {
      case .word("sat"):
        guard case .list(let pairs)? = reader.next() else { break }
        verdicts.append(.yes(Self.values(pairs)))
      case .word("unsat"):
        _ = reader.next()
        verdicts.append(.no)
      case .word("unknown"), .word("timeout"):
        _ = reader.next()
        verdicts.append(.unsettled)
      default: break
      }
    }
    self.verdicts = verdicts
  }

  private static func values(_ pairs: [Part]) -> [String: Int64] {
    var values: [String: Int64] = [:]
    for case .list(let pair) in pairs where pair.count == 2 {
      guard case .word(let name) = pair[0] else { continue }
      values[name] = number(pair[1])
    }
    return values
  }

  private static func number(_ part: Part) -> Int64? {
    switch part {
    case .word("true"): 1
    case .word("false"): 0
    case .word(let digits): Int64(digits)
    case .list(let parts) where parts.count == 2: number(parts[1]).map { -$0 }
    case .list: nil
    }
  }

  private indirect enum Part: Equatable {
    case word(String)
    case list([Part])
  }

  private struct Reader {
    let text: [UInt8]
    var at = 0

    /// The next word or list; nil at the end.
    mutating func next() -> Part? {
      while at < text.count, text[at] <= 32 { at += 1 }
      guard at < text.count else { return nil }
      if text[at] == UInt8(ascii: "(") {
        at += 1
        var parts: [Part] = []
        while true {
          while at < text.count, text[at] <= 32 { at += 1 }
          if at >= text.count { return .list(parts) }
          if text[at] == UInt8(ascii: ")") { break }
          if let part = next() { parts.append(part) }
        }
        at += 1
        return .list(parts)
      }
      let start = at
      if text[at] == UInt8(ascii: "\"") {
        at += 1
        while at < text.count, text[at] != UInt8(ascii: "\"") { at += 1 }
        at = min(text.count, at + 1)
      } else {
        while at < text.count, text[at] > 32, text[at] != 40, text[at] != 41 { at += 1 }
        if at == start { at += 1 }
      }
      return .word(String(decoding: text[start..<at], as: UTF8.self))
    }
  }
}
