@testable import Policies

/// What was read from a source, without where it stood: two sources with equal trees mean the same.
enum SyntaxTree {
  /// The tree as text; nil when the source cannot be read.
  static func of(_ source: SourceFile) -> String? {
    var findings = Findings(sources: [source])
    guard var parser = PolicySet.parser(of: 0, &findings) else { return nil }
    let tree: Any? =
      source.firstWord == "policy"
      ? parser.policy() : parser.vocabulary()
    guard let tree, !parser.findings.hasErrors else { return nil }
    var text = ""
    write(tree, &text)
    return text
  }

  private static func write(_ value: Any, _ text: inout String) {
    if value is Span { return }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty {
      text += "\(value) "
      return
    }
    if mirror.displayStyle == .enum { text += "\(mirror.children.first?.label ?? "") " }
    text += "("
    for child in mirror.children {
      text += "\(child.label ?? ""):"
      write(child.value, &text)
    }
    text += ")"
  }
}
