/// A statement that one connection has prepared, or is about to.
final class PreparedStatement {
  let name: String
  var isPrepared = false
  var lastUse: UInt64 = 0

  init(name: String) {
    self.name = name
  }
}

/// The prepared statements of one connection, by text and types, the least used dropped first.
struct StatementCache {
  private struct Key: Hashable {
    let text: String
    let slots: [ParameterBuffer.Slot]

    static func == (one: Key, other: Key) -> Bool {
      one.text == other.text
        && one.slots.elementsEqual(other.slots) { $0.type == $1.type }
    }

    // Two statements of one text that differ in their types are rare enough to share a bucket.
    func hash(into hasher: inout Hasher) {
      hasher.combine(text)
    }
  }

  private var statements: [Key: PreparedStatement] = [:]
  private var uses: UInt64 = 0
  private var named = 0

  /// The statement for this text and these types, which may still have to be prepared.
  mutating func statement(for sql: SQL) -> PreparedStatement {
    uses += 1
    let key = Key(text: sql.text, slots: sql.parameters.slots)
    if let known = statements[key] {
      known.lastUse = uses
      return known
    }
    named += 1
    let statement = PreparedStatement(name: "s\(named)")
    statement.lastUse = uses
    statements[key] = statement
    return statement
  }

  /// Forgets the oldest statements when there are too many; the server must forget them too.
  mutating func evict() -> [PreparedStatement] {
    guard statements.count > Bounds.preparedStatements else { return [] }
    let oldest = statements.sorted { $0.value.lastUse < $1.value.lastUse }
      .prefix(Bounds.statementsEvictedAtOnce)
    for entry in oldest { statements[entry.key] = nil }
    return oldest.map(\.value).filter(\.isPrepared)
  }

  /// Forgets everything.
  mutating func removeAll() {
    statements = [:]
  }
}
