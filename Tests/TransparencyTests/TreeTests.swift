import Crypto
import Testing

@testable import Transparency

struct TreeTests {
  private struct Reference: Decodable {
    let leaf_inputs_hex: [String]
    let node_hashes_by_level: [[String]]
    let root_by_size: [String]
  }

  @Test func `the reference tree of eight leaves has the published hashes`() throws {
    let reference = try Fixture.decode(Reference.self, "rfc6962-hashes.json")
    let leaves = try reference.leaf_inputs_hex.map {
      MerkleTree.leafHash(try #require(Hexadecimal.decode($0)))
    }
    #expect(leaves.map(\.hex) == reference.node_hashes_by_level[0])
    for (level, hashes) in reference.node_hashes_by_level.enumerated() {
      for (index, hash) in hashes.enumerated() {
        let below = leaves[index << level..<(index + 1) << level]
        #expect(MerkleTree.perfectRoot(below).hex == hash)
      }
    }
    for size in 0...8 {
      #expect(MerkleTree.root(ofLeafHashes: leaves[..<size]).hex == reference.root_by_size[size])
    }
  }

  @Test func `a compact range grows leaf by leaf and subtree by subtree alike`() {
    let leaves = SampleTree.leaves(300)
    for size in 0...300 {
      let single = leaves[..<size].reduce(into: CompactRange()) { $0.append($1) }
      #expect(single.root == SampleTree.root(leaves[..<size]), "size \(size)")
      for start in [0, size / 3, size / 2, size] {
        var mixed = leaves[..<start].reduce(into: CompactRange()) { $0.append($1) }
        for level in CompactRange.levels(filling: start, size) {
          let end = mixed.size + 1 << level
          mixed.append(MerkleTree.perfectRoot(leaves[mixed.size..<end]), level: level)
        }
        #expect(mixed == single)
      }
    }
  }
}

/// A tree by the letter of RFC 6962, section 2.1: slow and obvious.
enum SampleTree {
  static func leaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash(Array("leaf \($0)".utf8)) }
  }

  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard leaves.count > 1, let first = leaves.indices.first else {
      return leaves.first ?? SHA256.digest([UInt8]())
    }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = first + split
    return SHA256.digest(
      [1] + root(leaves[first..<middle]).bytes + root(leaves[middle...]).bytes)
  }

  /// Reads perfect subtrees of a tree in memory, each computed once.
  static func nodes(_ leaves: [Digest]) -> NodeReader {
    var levels = [leaves]
    while let last = levels.last, last.count > 1 {
      levels.append(
        stride(from: 0, to: last.count - 1, by: 2).map {
          MerkleTree.nodeHash(last[$0], last[$0 + 1])
        })
    }
    return { level, index in levels[level][index] }
  }
}
