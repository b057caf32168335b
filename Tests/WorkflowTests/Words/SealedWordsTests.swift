import Crypto
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite struct SealedWordsTests {
  @Test func `what is sealed opens under its own key, and its mark commits to it`() throws {
    let folder = try TemporaryFolder()
    let store = try KeyStore(folder: folder.path + "/keys")
    for words in ["too risky", "風險過高", "", "a \"quoted\"\nline, said:0"] {
      let kept = try SealedWords(words, named: "reason", in: store)
      #expect(kept.mark.wholeMatch(of: #/said:[0-9a-f]{64}/#) != nil)
      #expect(try SealedWords.open(kept.sealed, of: kept.mark, from: store) == words)
      #expect(String(decoding: kept.sealed, as: UTF8.self).contains("risky") == false)
      let again = try SealedWords(words, named: "reason", in: store)
      #expect(again.mark != kept.mark && again.sealed.prefix(12) != kept.sealed.prefix(12))
      #expect(throws: Refusal.self) {
        try SealedWords.open(kept.sealed, of: again.mark, from: store)
      }
      for bit in [12, 24, kept.sealed.count - 1] {
        var altered = kept.sealed
        altered[bit] ^= 1
        #expect(throws: Refusal.self) {
          try SealedWords.open(altered, of: kept.mark, from: store)
        }
      }
    }
  }

  @Test func `a destroyed key opens nothing, and the others still open`() throws {
    let folder = try TemporaryFolder()
    let store = try KeyStore(folder: folder.path)
    let kept = try (0..<3).map { try SealedWords("text \($0)", named: "reason", in: store) }
    let gone = try #require(KeyStore.Place(kept[1].sealed.prefix(12)))
    let key = try #require(store.key(at: gone))
    try store.destroy([gone])
    #expect(try SealedWords.open(kept[1].sealed, of: kept[1].mark, from: store) == nil)
    let reopened = try KeyStore(folder: folder.path)
    for number in [0, 2] {
      let words = try SealedWords.open(kept[number].sealed, of: kept[number].mark, from: reopened)
      #expect(words == "text \(number)")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
      #expect(bytes.range(of: Data(key)) == nil, "the key is on the disk still")
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
      #expect(mode[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func `no two texts share a key, over the end of a file and from many hands`() async throws {
    let folder = try TemporaryFolder()
    let store = try KeyStore(folder: folder.path)
    let places = try await withThrowingTaskGroup(of: [KeyStore.Place].self) { group in
      for _ in 0..<8 {
        group.addTask { try (0..<300).map { _ in try store.draw().place } }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(places).count == 2_400)
    #expect(Set(places.map(\.file)).count == 3)
    #expect(places.allSatisfy { KeyStore.Place($0.bytes[...]) == $0 })
  }

  @Test func `marks are replaced wherever they stand, and nothing else`() throws {
    let mark = "said:" + String(repeating: "0a", count: 32)
    let other = "said:" + String(repeating: "ff", count: 32)
    let text =
      "{\"a\": \"\(mark)\", \"b\": [\"said:00\", \"\(other)\"], \"c\": \"he said: \(mark)\"}"
    let replaced = try SealedWords.replacing(in: text) { $0 == mark ? "X" : "Y" }
    #expect(replaced == "{\"a\": \"X\", \"b\": [\"said:00\", \"Y\"], \"c\": \"he said: X\"}")
  }
}
