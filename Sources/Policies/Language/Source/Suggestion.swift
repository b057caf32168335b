/// Finds the name that was probably meant.
enum Suggestion {
  /// A help text such as "did you mean `control.hitl`?", or nil when nothing is near.
  static func help(for name: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: name, among: candidates).map { opening + $0 + closing }
  }

  /// The name that such a help text suggests.
  static func meant(in help: String?) -> String? {
    guard let help, help.hasPrefix(opening), help.hasSuffix(closing) else { return nil }
    return String(help.dropFirst(opening.count).dropLast(closing.count))
  }

  private static let opening = "did you mean `"
  private static let closing = "`?"

  /// The candidate with the fewest edits, if a third of the name or less is edited.
  static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8)
    let allowed = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates where candidate != name {
      let other = Array(candidate.lowercased().utf8)
      if abs(other.count - wanted.count) > allowed { continue }
      let distance = edits(wanted, other)
      guard distance <= allowed else { continue }
      if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (Damerau, restricted).
  private static func edits(_ first: [UInt8], _ second: [UInt8]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in 0...first.count { rows[row][0] = row }
    for column in 0...second.count { rows[0][column] = column }
    for row in 1...first.count {
      for column in 1...second.count {
        let same = first[row - 1] == second[column - 1]
        var least = min(
          rows[row - 1][column] + 1, rows[row][column - 1] + 1,
          rows[row - 1][column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          least = min(least, rows[row - 2][column - 2] + 1)
        }
        rows[row][column] = least
      }
    }
    return rows[first.count][second.count]
  }
}
