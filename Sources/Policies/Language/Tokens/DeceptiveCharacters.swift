/// Characters that change direction, hide, or look like another.
enum DeceptiveCharacters {
  /// Whether a character is invisible, changes the direction of the text (UAX 9, UTS 55), or breaks the
  /// line where the language does not (UAX 14).
  static func deceives(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0x00AD, 0x034F,
      0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFFA0, 0xE0000...0xE007F:
      true
    case 0...8, 11, 12, 14...31, 127...159:
      true
    default:
      false
    }
  }

  /// A letter of another alphabet in a word that has Latin letters as well (UTS 39, mixed scripts).
  ///
  /// Chinese beside Latin deceives nobody; Greek, Cyrillic, Armenian, Cherokee, full-width and
  /// mathematical letters do.
  static func stranger(in word: Substring) -> Unicode.Scalar? {
    guard word.utf8.contains(where: { (65...90).contains($0) || (97...122).contains($0) }) else {
      return nil
    }
    return word.unicodeScalars.first(where: isStrange)
  }

  /// Whether it is a letter of an alphabet whose letters look like Latin ones.
  static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0370...0x058F, 0x13A0...0x13FF, 0xAB70...0xABBF, 0xFF21...0xFF5A, 0x1D400...0x1D7FF:
      true
    default:
      false
    }
  }

  /// The word with a Latin letter for each that looks like one; nil if one of the others has none.
  static func latin(_ word: Substring) -> String? {
    var latin = ""
    for scalar in word.unicodeScalars {
      if (0xFF01...0xFF5E).contains(scalar.value), let own = Unicode.Scalar(scalar.value - 0xFEE0) {
        latin.unicodeScalars.append(own)
      } else if scalar.isASCII {
        latin.unicodeScalars.append(scalar)
      } else {
        guard let own = lookalikes[scalar] else { return nil }
        latin.unicodeScalars.append(own)
      }
    }
    return latin
  }

  /// Cyrillic and Greek letters that fonts draw as Latin ones (UTS 39, confusables).
  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    zip(
      ("\u{430}\u{435}\u{43E}\u{440}\u{441}\u{443}\u{445}\u{456}\u{458}\u{455}\u{4BB}\u{501}"
        + "\u{410}\u{412}\u{415}\u{41A}\u{41C}\u{41D}\u{41E}\u{420}\u{421}\u{422}\u{425}\u{406}"
        + "\u{3BF}\u{3BD}\u{39F}\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39A}\u{39C}\u{39D}"
        + "\u{3A1}\u{3A4}\u{3A5}\u{3A7}").unicodeScalars,
      "aeopcyxijshdABEKMHOPCTXIovOABEZHIKMNPTYX".unicodeScalars),
    uniquingKeysWith: { first, _ in first })

  /// How a finding names the character.
  static func name(of scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    return "U+\(padded)" + (scalar.properties.name.map { " " + $0 } ?? "")
  }
}
