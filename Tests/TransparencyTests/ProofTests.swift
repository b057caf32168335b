import Crypto
import Testing

@testable import Transparency

struct ProofTests {
  private struct Inclusion: Decodable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: String
    let leafHash: String
    let proof: [String]?
    let desc: String
    let wantErr: Bool
  }

  private struct Consistency: Decodable {
    let size1: UInt64
    let size2: UInt64
    let root1: String
    let root2: String
    let proof: [String]?
    let desc: String
    let wantErr: Bool
  }

  /// Probes hold hashes that are cut; such a one is refused where a digest is read.
  private static func digest(_ base64: String) -> Digest? {
    Base64.decode(base64).flatMap { Digest($0) }
  }

  private static func digests(_ proof: [String]?) -> [Digest]? {
    let digests = (proof ?? []).map(digest)
    let whole = digests.compactMap { $0 }
    return whole.count == digests.count ? whole : nil
  }

  @Test func `every published inclusion probe is judged as published`() throws {
    let probes = try Fixture.lines(Inclusion.self, "merkle-inclusion.jsonl")
    #expect(probes.count == 98)
    #expect(probes.contains { !$0.wantErr } && probes.contains { $0.wantErr })
    for probe in probes {
      guard let root = Self.digest(probe.root), let leaf = Self.digest(probe.leafHash),
        let hashes = Self.digests(probe.proof)
      else {
        #expect(probe.wantErr, "\(probe.desc)")
        continue
      }
      // 2^64 - 1 becomes -1, which is outside every tree as well.
      let proof = InclusionProof(
        index: Int(truncatingIfNeeded: probe.leafIdx),
        size: Int(truncatingIfNeeded: probe.treeSize), hashes: hashes)
      let isAccepted = (try? proof.verify(leafHash: leaf, root: root)) != nil
      #expect(isAccepted == !probe.wantErr, "\(probe.desc)")
    }
  }

  @Test func `every published consistency probe is judged as published`() throws {
    let probes = try Fixture.lines(Consistency.self, "merkle-consistency.jsonl")
    #expect(probes.count == 98)
    #expect(probes.contains { !$0.wantErr } && probes.contains { $0.wantErr })
    for probe in probes {
      guard let old = Self.digest(probe.root1), let new = Self.digest(probe.root2),
        let hashes = Self.digests(probe.proof)
      else {
        // Upstream compares equal roots of any length; here a root that is no hash cannot exist.
        #expect(probe.wantErr || probe.root1 == "ZG9uJ3QgY2FyZSAy", "\(probe.desc)")
        continue
      }
      let proof = ConsistencyProof(
        oldSize: Int(truncatingIfNeeded: probe.size1),
        newSize: Int(truncatingIfNeeded: probe.size2), hashes: hashes)
      let isAccepted = (try? proof.verify(oldRoot: old, newRoot: new)) != nil
      #expect(isAccepted == !probe.wantErr, "\(probe.desc) \(probe.size1) \(probe.size2)")
    }
  }

  @Test func `every leaf of every tree up to 300 is proved and no other`() throws {
    let leaves = SampleTree.leaves(300)
    let node = SampleTree.nodes(leaves)
    for size in 1...300 {
      let root = SampleTree.root(leaves[..<size])
      for index in 0..<size {
        let proof = try InclusionProof(index: index, size: size, node: node)
        #expect(proof.hashes.count == InclusionProof.length(index: index, size: size))
        try proof.verify(leafHash: leaves[index], root: root)
        let other = leaves[(index + 1) % 300]
        #expect(throws: TransparencyError.self) { try proof.verify(leafHash: other, root: root) }
      }
    }
  }

  @Test func `every pair of trees up to 300 is proved consistent and no other`() throws {
    let leaves = SampleTree.leaves(300)
    let node = SampleTree.nodes(leaves)
    let roots = (0...300).map { SampleTree.root(leaves[..<$0]) }
    for newSize in 1...300 {
      for oldSize in 1...newSize {
        let proof = try ConsistencyProof(oldSize: oldSize, newSize: newSize, node: node)
        #expect(
          proof.hashes.count == ConsistencyProof.length(oldSize: oldSize, newSize: newSize))
        try proof.verify(oldRoot: roots[oldSize], newRoot: roots[newSize])
        let isAccepted =
          (try? proof.verify(oldRoot: roots[oldSize - 1], newRoot: roots[newSize])) != nil
        #expect(!isAccepted)
      }
    }
  }

  @Test func `a proof with any bit flipped, a hash more or a hash less is refused`() throws {
    let leaves = SampleTree.leaves(300)
    let node = SampleTree.nodes(leaves)
    let root = SampleTree.root(leaves[...])
    for index in [0, 1, 127, 255, 256, 299] {
      let proof = try InclusionProof(index: index, size: 300, node: node)
      for altered in Self.alterations(of: proof.hashes) {
        let forged = InclusionProof(index: index, size: 300, hashes: altered)
        #expect((try? forged.verify(leafHash: leaves[index], root: root)) == nil)
      }
    }
    for oldSize in [1, 2, 64, 255, 256, 299] {
      let proof = try ConsistencyProof(oldSize: oldSize, newSize: 300, node: node)
      let oldRoot = SampleTree.root(leaves[..<oldSize])
      for altered in Self.alterations(of: proof.hashes) {
        let forged = ConsistencyProof(oldSize: oldSize, newSize: 300, hashes: altered)
        #expect((try? forged.verify(oldRoot: oldRoot, newRoot: root)) == nil)
      }
    }
  }

  private static func alterations(of hashes: [Digest]) -> [[Digest]] {
    var all = [hashes + [.zero], Array(hashes.dropLast()), Array(hashes.dropFirst())]
    for position in hashes.indices {
      for byte in 0..<Digest.byteCount {
        var bytes = hashes[position].bytes
        bytes[byte] ^= 1 << (byte % 8)
        var altered = hashes
        altered[position] = Digest(bytes) ?? .zero
        all.append(altered)
      }
    }
    return all
  }

  @Test func `a proof of a wrong length is refused before any hashing`() {
    let proof = InclusionProof(index: 5, size: 8, hashes: [.zero, .zero])
    #expect(throws: TransparencyError.wrongProofLength(expected: 3, found: 2)) {
      try proof.verify(leafHash: .zero, root: .zero)
    }
    let consistency = ConsistencyProof(oldSize: 6, newSize: 8, hashes: [])
    #expect(throws: TransparencyError.wrongProofLength(expected: 3, found: 0)) {
      try consistency.verify(oldRoot: .zero, newRoot: .zero)
    }
  }
}
