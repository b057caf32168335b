/// A route's path: literal segments, `{name}` for one segment, `{name...}` for all that remain.
struct PathPattern: Sendable, Equatable, CustomStringConvertible {
  enum Segment: Sendable, Hashable {
    case literal(String)
    case capture(String)
    case rest(String)
  }

  /// More than any address has; bounds the search.
  static let maximumSegments = 12

  let description: String
  let segments: [Segment]

  var captureCount: Int { segments.count { if case .literal = $0 { false } else { true } } }

  /// A programmer's mistake traps at start, naming the pattern.
  init(_ text: String) {
    precondition(text.hasPrefix("/"), "route \(text): a path begins with a slash")
    precondition(
      text == "/" || !text.hasSuffix("/"), "route \(text): a path does not end in a slash")
    let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    segments = text == "/" ? [] : parts.map { PathPattern.segment($0, of: text) }
    precondition(
      segments.count <= PathPattern.maximumSegments,
      "route \(text): more than \(PathPattern.maximumSegments) segments")
    for segment in segments.dropLast() {
      if case .rest(let name) = segment {
        preconditionFailure("route \(text): {\(name)...} must come last")
      }
    }
    let names = segments.compactMap(\.name)
    precondition(
      Set(names).count == names.count, "route \(text): a capture's name stands twice")
    description = text
  }

  private static func segment(_ part: Substring, of text: String) -> Segment {
    precondition(!part.isEmpty, "route \(text): an empty segment")
    guard part.hasPrefix("{") else {
      precondition(
        !part.contains { "{}%?#".contains($0) }, "route \(text): `\(part)` is no plain segment")
      return .literal(String(part))
    }
    precondition(part.hasSuffix("}"), "route \(text): `\(part)` is not closed")
    let inner = part.dropFirst().dropLast()
    let name = inner.hasSuffix("...") ? inner.dropLast(3) : inner
    precondition(
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0 == "_" },
      "route \(text): `\(part)` has no plain name")
    return inner.hasSuffix("...") ? .rest(String(name)) : .capture(String(name))
  }
}

extension PathPattern.Segment {
  fileprivate var name: String? {
    switch self {
    case .literal: nil
    case .capture(let name), .rest(let name): name
    }
  }
}
