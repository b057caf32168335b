/// Finds what somebody who mistyped a word meant.
enum Spelling {
  /// A sentence that helps on: the word that was probably meant, or else all there are.
  static func suggestion(for word: String, among words: [String]) -> String {
    if let near = nearest(to: word, among: words) { return "Did you mean `\(near)`?" }
    return "There are: \(words.joined(separator: ", "))."
  }

  /// The nearest of the words, if it is near enough to have been meant: one slip for short words,
  /// one in three letters for longer ones.
  static func nearest(to word: String, among words: [String]) -> String? {
    let typed = Array(word.lowercased())
    let near = words.map { (word: $0, distance: distance(typed, Array($0.lowercased()))) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= max(1, typed.count / 3) else { return nil }
    return near.word
  }

  /// How many letters must be put in, left out, replaced or swapped with their neighbour.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
        var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
