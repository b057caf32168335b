internal import Foundation
internal import HTTPServer

/// A language of the portal.
public enum Language: String, Sendable, CaseIterable {
  /// English as Hong Kong writes it.
  case english = "en"
  /// Traditional Chinese as Hong Kong officials write it.
  case chinese = "zh"

  /// The tag for `lang` (BCP 47).
  public var tag: String {
    switch self {
    case .english: "en-HK"
    case .chinese: "zh-Hant-HK"
    }
  }

  /// What it calls itself.
  var ownName: String {
    switch self {
    case .english: "English"
    case .chinese: "繁體中文"
    }
  }

  /// The other of the two.
  var other: Language { self == .english ? .chinese : .english }

  static let parameter = "lang"
  static let cookie = "language"

  /// The language of an answer: what the address asks, else what was chosen before, else what the
  /// browser prefers.
  init(of request: Request) {
    let chosen = request.query[Language.parameter] ?? request.cookies[Language.cookie]
    self =
      chosen.flatMap(Language.init(rawValue:))
      ?? Language.preferred(in: request.headers["Accept-Language"] ?? "")
  }

  /// The best match of `Accept-Language` (RFC 9110 §12.5.4); English where nothing matches.
  static func preferred(in header: String) -> Language {
    var best: (language: Language, weight: Double)?
    for range in header.split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let name = parts.first else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) }
      let value = weight.map { $0 ?? 0 } ?? 1
      let language: Language? =
        name == "en" || name.hasPrefix("en-")
        ? .english : name == "zh" || name.hasPrefix("zh-") ? .chinese : nil
      guard let language, value > 0, value > best?.weight ?? 0 else { continue }
      best = (language, value)
    }
    return best?.language ?? .english
  }
}

/// A text in both languages; there is no way to make one in a single language.
public struct Phrase: Sendable, Hashable {
  /// English.
  public let english: String
  /// Traditional Chinese.
  public let chinese: String

  /// A text in both.
  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// A name that is the same in both, such as a reference.
  static func same(_ text: String) -> Phrase { Phrase(text, text) }

  /// The text in one of them.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// The phrase with each `{}` replaced in turn.
  func filled(with values: String...) -> Phrase {
    Phrase(Phrase.fill(english, values), Phrase.fill(chinese, values))
  }

  private static func fill(_ template: String, _ values: [String]) -> String {
    var pieces = template.components(separatedBy: "{}")[...]
    var result = pieces.popFirst() ?? ""
    for (value, piece) in zip(values, pieces) { result += value + piece }
    return result
  }
}
