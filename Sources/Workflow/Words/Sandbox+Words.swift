internal import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

extension Sandbox {
  /// The longest free text, in characters.
  public static let longestText = 4_000

  /// The act with its free text sealed: marks in its place, and beside them what they stand for.
  ///
  /// What is too short to be a reason stays as it is, for the guard that asks for it to refuse.
  func sealed(_ act: Act, by caller: Caller) throws(Refusal) -> Act {
    guard ![.worker, .clockwork, .sealer].contains(caller.audience),
      !Lifecycle.published.contains(String(act.subject.prefix { $0 != "/" }))
    else { return act }
    var words: [CanonicalJSON] = []
    var act = act
    act.detail = try sealed(act.detail, keeping: &words)
    act.payload = try sealed(act.payload, keeping: &words)
    if !words.isEmpty { act.payload["sealed"] = .array(words) }
    return act
  }

  private func sealed(
    _ object: [String: CanonicalJSON], keeping words: inout [CanonicalJSON]
  ) throws(Refusal) -> [String: CanonicalJSON] {
    var object = object
    for (name, value) in object {
      if Lifecycle.freeText.contains(name) {
        object[name] = try sealed(value, named: name, keeping: &words)
      } else if ["detail", "payload"].contains(name), case .object(let inner) = value {
        // Of a proposal: the act that it proposes.
        object[name] = .object(try sealed(inner, keeping: &words))
      }
    }
    return object
  }

  private func sealed(
    _ value: CanonicalJSON, named name: String, keeping words: inout [CanonicalJSON]
  ) throws(Refusal) -> CanonicalJSON {
    switch value {
    case .array(let items):
      var marks: [CanonicalJSON] = []
      for item in items { marks.append(try sealed(item, named: name, keeping: &words)) }
      return .array(marks)
    case .string(let text) where text.utf8.contains(0):
      return value  // no text holds that; the database says so
    case .string(let text) where text.count >= (name == "answer" ? 1 : 3):
      guard text.count <= Sandbox.longestText else {
        throw Refusal(
          .malformed, "The text is too long.",
          advice: "Write at most \(Sandbox.longestText) characters, and add the rest as a document."
        )
      }
      guard let keystore else {
        throw Refusal(
          .unavailable, "There is no store for the keys of sealed text here.",
          advice: "Name its folder with --keystore.")
      }
      let kept = try SealedWords(text, named: name, in: keystore)
      words.append(
        .object([
          "mark": .string(kept.mark), "sealed": .string(Hexadecimal.encode(kept.sealed)),
        ]))
      return .string(kept.mark)
    default:
      return value
    }
  }

  /// An entry, or other JSON, with what was said in place of its marks.
  ///
  /// - Throws: `Refusal`.
  public func words(in json: String, as caller: Caller) async throws(Refusal) -> String {
    let sealed = try await rows("SELECT sealed_in(\(json))", as: caller)
    do {
      return try opened(json, with: try sealed.one().decode(String?.self))
    } catch {
      throw Refusal(any: error)
    }
  }

  /// JSON that a statement composed, with the words in place of their marks.
  ///
  /// - Parameters:
  ///   - json: the text.
  ///   - sealed: what the marks in it stand for, in hexadecimal by mark, as JSON; nil for no mark.
  /// - Returns: the text; where a key was destroyed, what says so in both languages.
  /// - Throws: `Refusal` of kind `fault` for what was altered.
  func opened(_ json: String, with sealed: String?) throws(Refusal) -> String {
    guard let sealed, let keystore else { return json }
    let kept: [String: String]
    do {
      kept = try JSONDecoder().decode([String: String].self, from: Data(sealed.utf8))
    } catch {
      throw Refusal(any: error)
    }
    return try SealedWords.replacing(in: json) { mark throws(Refusal) in
      guard let bytes = kept[mark].flatMap({ Hexadecimal.decode($0) }) else { return mark }
      let words = try SealedWords.open(bytes, of: mark, from: keystore) ?? Sandbox.erasedText
      do {
        let quoted = try CanonicalJSON.string(words).encoded()
        return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
      } catch {
        throw Refusal(any: error)
      }
    }
  }

  /// What stands where a text was erased.
  static let erasedText = "[erased · 已刪除]"
}
