public import Crypto

/// The facts of one subject: the one source of the form, of the API's schema, of validation and of
/// the checker's types.
public struct Vocabulary: Sendable {
  /// What it is about.
  public let kind: VocabularyKind
  /// The version that policies name.
  public let version: Int
  /// What it is called.
  public let title: Texts
  /// The attributes in the order of the file; companions of a measured attribute follow it.
  public let attributes: [Attribute]
  /// Headings of the form.
  public let sections: [Named]
  /// The remits.
  public let remits: [Named]
  /// Others who care, never routed to.
  public let operators: [Named]
  /// The roles that approve.
  public let roles: [Named]
  /// The documents that a policy may require.
  public let papers: [Named]
  /// The clocks that a policy may set.
  public let timers: [Named]
  /// The resources that a policy may give a quota of.
  public let resources: [Named]
  /// SHA-256 of the canonical description of names, types and order: the key of packed records.
  public let digest: Digest
  /// Where each attribute lies in a packed record.
  let layout: RecordLayout

  private let indices: [String: Int]

  init(
    kind: VocabularyKind, version: Int, title: Texts, attributes: [Attribute],
    names: [String: [Named]]
  ) {
    self.kind = kind
    self.version = version
    self.title = title
    self.attributes = attributes
    sections = names["section"] ?? []
    remits = names["remit"] ?? []
    operators = names["operator"] ?? []
    roles = names["role"] ?? []
    papers = names["paper"] ?? []
    timers = names["timer"] ?? []
    resources = names["resource"] ?? []
    indices = Dictionary(
      attributes.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    layout = RecordLayout(attributes)
    digest = SHA256.digest(Self.description(kind, version, attributes))
  }

  /// Position of an attribute.
  public func index(of name: String) -> Int? { indices[name] }

  /// Names of every attribute.
  var names: [String] { attributes.map(\.name) }

  /// One line for each attribute and field: what a packed record depends on, and nothing else.
  private static func description(
    _ kind: VocabularyKind, _ version: Int, _ attributes: [Attribute]
  ) -> String {
    func line(_ attribute: Attribute, _ indent: String) -> String {
      let none = attribute.mayBeNone ? " or none" : ""
      let more = attribute.isRecorded ? " recorded" : attribute.isDerived ? " derived" : ""
      return "\(indent)\(attribute.name): \(shape(attribute.type, indent))\(none)\(more)\n"
    }
    func shape(_ type: ValueType, _ indent: String) -> String {
      switch type {
      case .bool: "bool"
      case .int(let range): "int \(range)"
      case .decimal(let digits, let range): "decimal \(digits) \(range)"
      case .money(let range): "money \(range)"
      case .percent(let range): "percent \(range)"
      case .date: "date"
      case .length(let unit, let range): "\(unit.rawValue) \(range)"
      case .text: "text"
      case .digest: "digest"
      case .member(let members): "one " + members.members.map(\.name).joined(separator: "|")
      case .set(let members): "set " + members.members.map(\.name).joined(separator: "|")
      case .list(let record, let bound):
        "list \(bound)\n" + record.fields.map { line($0, indent + "  ") }.joined()
      }
    }
    return "\(kind.rawValue) \(version)\n" + attributes.map { line($0, "") }.joined()
  }
}
