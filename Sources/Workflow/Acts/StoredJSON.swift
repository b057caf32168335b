internal import Foundation
internal import Transparency

/// A document as the database writes it out, which is not the canonical form: it has spaces.
struct StoredJSON: Decodable, Sendable {
  /// What it says, as acts and entries say it.
  let value: CanonicalJSON

  /// Reads the text of a `jsonb`.
  ///
  /// - Throws: `Refusal` of kind `fault` for what the canonical subset does not have.
  init(_ text: String) throws(Refusal) {
    do {
      self = try JSONDecoder().decode(StoredJSON.self, from: Data(text.utf8))
    } catch {
      throw Refusal(any: error)
    }
  }

  init(from decoder: any Decoder) throws {
    let single = try decoder.singleValueContainer()
    if let truth = try? single.decode(Bool.self) {
      value = .boolean(truth)
    } else if let number = try? single.decode(Int.self) {
      value = .integer(number)
    } else if let text = try? single.decode(String.self) {
      value = .string(text)
    } else if let items = try? single.decode([StoredJSON].self) {
      value = .array(items.map(\.value))
    } else {
      value = .object(try single.decode([String: StoredJSON].self).mapValues(\.value))
    }
  }
}
