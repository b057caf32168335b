/// A name for the records of a list inside a quantifier.
struct Binder {
  var name: String
  var list: Place
  var record: RecordType
}

/// Names that a policy's conditions can use, and what has been seen of them.
struct Scope {
  let vocabularies: [Vocabulary]
  /// Numbers of the vocabularies that may be read.
  var visible: [Int]
  var remits: [String: Int]
  var instruments: [String: Citation] = [:]
  /// The policy's parameters: number in the set and type.
  var parameters: [String: (number: Int, type: ValueType)] = [:]
  /// Definitions by name: `let`s and derived attributes.
  var definitions: [String: ExpressionSyntax] = [:]
  /// Definitions already checked: number in the set and the places they read.
  var resolved: [String: (number: Int, reads: [Read])] = [:]
  /// Definitions being checked now, to find circles.
  var open: [String] = []
  /// Names that were used.
  var used: Set<String> = []
  /// Named conditions of the whole set.
  var named: [NamedCondition] = []

  /// A fact that a condition reads, and where it says so.
  struct Read {
    var place: Place
    var span: Span
    /// Read as `recorded`, or a recorded attribute.
    var isRecorded: Bool
  }

  /// The attribute of that name among the vocabularies in use.
  func attribute(_ name: String) -> (place: Place, attribute: Attribute)? {
    for number in visible {
      if let index = vocabularies[number].index(of: name) {
        return (
          Place(vocabulary: number, attribute: index),
          vocabularies[number].attributes[index]
        )
      }
    }
    return nil
  }

  /// Every name an expression could mean.
  var candidates: [String] {
    visible.flatMap { vocabularies[$0].names } + definitions.keys.sorted()
      + parameters.keys.sorted()
  }
}
