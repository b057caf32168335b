/// The routes by segment.
///
/// A literal is tried before a capture, a capture before the rest, so the
/// order in which routes were added never matters.
struct RouteTree: Sendable {
  struct Match: Sendable {
    let methods: [Method: Routes.Entry]
    let captured: [String]
  }

  private final class Node: Sendable {
    let literals: [String: Node]
    let capture: Node?
    let rest: [Method: Routes.Entry]
    let methods: [Method: Routes.Entry]

    /// A node with `depth` segments of each entry behind it.
    init(_ entries: [Routes.Entry], depth: Int) {
      var here: [Routes.Entry] = []
      var remaining: [Routes.Entry] = []
      var literalGroups: [String: [Routes.Entry]] = [:]
      var captures: [Routes.Entry] = []
      for entry in entries {
        guard depth < entry.pattern.segments.count else {
          here.append(entry)
          continue
        }
        switch entry.pattern.segments[depth] {
        case .literal(let text): literalGroups[text, default: []].append(entry)
        case .capture: captures.append(entry)
        case .rest: remaining.append(entry)
        }
      }
      Node.requireOneName(captures, depth: depth)
      literals = literalGroups.mapValues { Node($0, depth: depth + 1) }
      capture = captures.isEmpty ? nil : Node(captures, depth: depth + 1)
      methods = Node.byMethod(here)
      rest = Node.byMethod(remaining)
    }

    private static func byMethod(_ entries: [Routes.Entry]) -> [Method: Routes.Entry] {
      Dictionary(entries.map { ($0.method, $0) }) { first, second in
        preconditionFailure(
          "two routes for \(first.method.rawValue): \(first.pattern) and \(second.pattern)")
      }
    }

    /// One place in a path has one name: two would be two readings of one address.
    private static func requireOneName(_ entries: [Routes.Entry], depth: Int) {
      guard let first = entries.first else { return }
      for other in entries where other.pattern.segments[depth] != first.pattern.segments[depth] {
        preconditionFailure(
          "ambiguous routes \(first.pattern) and \(other.pattern): "
            + "segment \(depth + 1) has two names")
      }
    }
  }

  private let root: Node

  init(_ entries: [Routes.Entry]) { root = Node(entries, depth: 0) }

  /// The routes at an address, whatever their method; nil where there is none.
  func match(_ segments: [String]) -> Match? {
    guard segments.count <= PathPattern.maximumSegments + RouteTree.maximumRest else { return nil }
    var captured: [String] = []
    return RouteTree.search(root, segments[...], &captured)
  }

  /// Tile paths of the log have up to five more segments than their pattern.
  private static let maximumRest = 8

  private static func search(
    _ node: Node, _ segments: ArraySlice<String>, _ captured: inout [String]
  ) -> Match? {
    guard let head = segments.first else {
      return node.methods.isEmpty ? nil : Match(methods: node.methods, captured: captured)
    }
    if let next = node.literals[head],
      let match = search(next, segments.dropFirst(), &captured)
    {
      return match
    }
    if let next = node.capture {
      captured.append(head)
      if let match = search(next, segments.dropFirst(), &captured) { return match }
      captured.removeLast()
    }
    guard !node.rest.isEmpty else { return nil }
    return Match(
      methods: node.rest, captured: captured + [segments.joined(separator: "/")])
  }
}
