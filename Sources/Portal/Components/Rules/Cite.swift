internal import Policies

/// An instrument with its place, and how well this use of it is attested.
struct Cite {
  /// How well a citation is attested.
  enum Attestation: String, Sendable, CaseIterable {
    case read, reported, background, proposal

    var phrase: Phrase {
      switch self {
      case .read: Phrase("primary text read", "已查閱原文")
      case .reported: Phrase("reported by others", "轉述")
      case .background: Phrase("background, unchecked", "背景資料，未經核實")
      case .proposal: Phrase("a proposal", "建議")
      }
    }
  }

  /// The instrument by its title, with the paragraph.
  let title: Phrase
  /// The same as officers cite it, such as `S-LM para 18(b)`; empty where that stands there anyway.
  let short: String
  let attestation: Attestation

  func html(_ language: Language) -> HTML {
    let cite: HTML =
      short.isEmpty
      ? "<cite>\(title, language)</cite>"
      : "<cite title=\"\(short)\">\(title, language)</cite>"
    return """
      \(cite) <span class="attested \(attestation.rawValue)">(\(attestation.phrase, language))</span>
      """
  }
}

extension Cite {
  /// A citation of a rule; briefly where its instrument's title is one step away.
  init(_ citation: Citation, isBrief: Bool = false) {
    self.init(
      title: Phrase(isBrief ? citation.briefly : citation.words),
      short: isBrief ? "" : citation.short, mark: citation.mark.rawValue)
  }

  /// With a mark as it was filed.
  init(title: Phrase, short: String = "", mark: String) {
    self.init(
      title: title, short: short, attestation: Attestation(rawValue: mark) ?? .proposal)
  }
}

extension [Cite] {
  /// All of them in one line.
  func html(_ language: Language) -> HTML {
    map { $0.html(language) }.joined(separator: "; ")
  }
}
