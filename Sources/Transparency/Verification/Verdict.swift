/// What came of a verification; there is nothing between sound and not sound.
public enum Verdict: Equatable, Sendable, CustomStringConvertible {
  /// Everything was read and everything fits.
  case sound(Soundness)
  /// Something does not fit.
  case broken(Defect)
  /// Something could not be read, so nothing is said.
  case couldNotCheck(String)

  /// 0 sound, 1 broken, 2 could not check.
  public var exitCode: Int32 {
    switch self {
    case .sound: 0
    case .broken: 1
    case .couldNotCheck: 2
    }
  }

  /// One sentence or two, without the content of any entry.
  public var description: String {
    switch self {
    case .sound(let soundness): "sound: \(soundness)"
    case .broken(let defect): "broken: \(defect)"
    case .couldNotCheck(let reason): "could not check: \(reason)"
    }
  }
}

/// What was found sound.
public struct Soundness: Equatable, Sendable, CustomStringConvertible {
  /// The signed head that the entries lead to.
  public let head: TreeHead
  /// The entries that were read.
  public let entries: Int
  /// The subjects whose chains were followed; 0 when entries were taken as opaque bytes.
  public let subjects: Int
  /// The size that the last subject map covers; nil when none was logged.
  public let mappedSize: Int?

  /// Counts and head.
  public var description: String {
    let map = mappedSize.map { ", the last subject map covers \($0) of them and fits" } ?? ""
    return "\(entries) entries of \(subjects) subjects lead to the signed \(head)\(map)"
  }
}

/// What is wrong, where it begins, and the evidence.
public struct Defect: Equatable, Sendable, CustomStringConvertible {
  /// The first leaf that does not fit; nil when no leaf can be singled out.
  public let leafIndex: Int?
  /// What does not fit.
  public let reason: String
  /// The head that the entries lead to, as far as they could be read.
  public let computed: TreeHead?
  /// The head that was signed.
  public let signed: TreeHead?

  /// Place, reason and both heads.
  public var description: String {
    let place = leafIndex.map { "leaf \($0): " } ?? ""
    let computed = computed.map { "; the entries lead to \($0)" } ?? ""
    let signed = signed.map { ", signed is \($0)" } ?? ""
    return "\(place)\(reason)\(computed)\(signed)"
  }
}

/// The first thing that was found wrong, before the heads are known.
struct Finding: Equatable, Sendable {
  /// The first leaf that it speaks of; nil for one that speaks of the whole tree.
  let leafIndex: Int?
  /// How many leaves it speaks of: a hash above the lowest level stands for many.
  var leaves = 1
  let reason: String

  /// Whether this finding is to be named rather than the other.
  ///
  /// Of two that speak of the same leaves it is the more exact, otherwise the lower.
  func precedes(_ other: Finding) -> Bool {
    guard let leafIndex else { return false }
    guard let index = other.leafIndex else { return true }
    if covers(index) { return leaves < other.leaves }
    return other.covers(leafIndex) || leafIndex < index
  }

  private func covers(_ index: Int) -> Bool {
    leafIndex.map { $0..<$0 + leaves ~= index } ?? false
  }
}
