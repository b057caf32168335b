internal import Policies
internal import Transparency

/// Facts as a version of the content freezes them: the canonical document, and what is projected
/// from it alone.
struct FrozenFacts: Sendable {
  let facts: Facts
  let vocabulary: Vocabulary
  /// The content as the vocabulary writes it.
  let document: [String: CanonicalJSON]

  /// Reads content of a vocabulary.
  ///
  /// - Parameters:
  ///   - json: an object by the vocabulary's names.
  ///   - vocabulary: the vocabulary.
  /// - Throws: `Refusal` of kind `malformed` that names the first fact that cannot be read.
  init(json: String, _ vocabulary: Vocabulary) throws(Refusal) {
    let (facts, problems) = Facts.read(json: json, vocabulary)
    if let first = problems.first {
      throw Refusal(.malformed, "A fact cannot be read: \(first.description)")
    }
    guard case .object(let members) = FrozenFacts.canonical(facts.json(vocabulary)) else {
      throw Refusal(.fault, "The facts are no object.")
    }
    self.facts = facts
    self.vocabulary = vocabulary
    document = members
  }

  /// The canonical document's text.
  func text() throws(Refusal) -> String {
    do {
      return String(decoding: try CanonicalJSON.object(document).encoded(), as: UTF8.self)
    } catch {
      throw Refusal(any: error)
    }
  }

  /// The record that decisions read.
  var packed: [UInt8] { PackedRecord(facts, vocabulary).bytes }

  /// The row of the table of facts: `none` becomes a flag beside the attribute.
  var columns: [String: CanonicalJSON] {
    var columns: [String: CanonicalJSON] = [:]
    let percents = Set(
      vocabulary.attributes.filter { if case .percent = $0.type { true } else { false } }
        .map(\.name))
    for (name, value) in document {
      if case .object(let members) = value, members["none"] == .boolean(true) {
        columns["\(name).none"] = .boolean(true)
      } else if case .string(let text) = value, percents.contains(name) {
        columns[name] = .string(text.filter { $0 != "%" })
      } else {
        columns[name] = value
      }
    }
    return columns
  }

  private static func canonical(_ value: JSONValue) -> CanonicalJSON {
    switch value {
    case .null: .string("")
    case .bool(let truth): .boolean(truth)
    case .integer(let number):
      abs(number) <= Int64(CanonicalJSON.greatestInteger)
        ? .integer(Int(number)) : .string(String(number))
    case .number(let digits): .string(digits)
    case .string(let text): .string(text)
    case .array(let values): .array(values.map(canonical))
    case .object(let members):
      .object(
        Dictionary(members.map { ($0.0, canonical($0.1)) }, uniquingKeysWith: { first, _ in first })
      )
    }
  }
}
