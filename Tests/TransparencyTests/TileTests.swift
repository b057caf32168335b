import Crypto
import Foundation
import Testing

@testable import Transparency

struct TileTests {
  private struct Vectors: Decodable {
    enum Level: Decodable {
      case hashes(Int)
      case entries

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = (try? container.decode(Int.self)).map { .hashes($0) } ?? .entries
      }
    }
    struct Path: Decodable {
      let level: Level
      let index: Int
      let width: Int
      let path: String
    }
    struct Bad: Decodable { let paths: [String] }
    struct Widths: Decodable {
      let tree_size: Int
      let full: [String: Int]
      let partial: [String: Int]
    }
    struct Bundle: Decodable {
      let entries_utf8: [String]
      let bundle_hex: String
    }
    let tile_paths: [Path]
    let bad_tile_paths: [Bad]
    let partial_widths: [Widths]
    let entry_bundles: [Bundle]
  }

  private static func vectors() throws -> Vectors {
    try Fixture.decode(Vectors.self, "note-tile-vectors.json")
  }

  @Test func `published paths are written and read as published`() throws {
    for vector in try Self.vectors().tile_paths {
      let content: TilePath.Content =
        switch vector.level {
        case .hashes(let level): .hashes(level: level)
        case .entries: .entries
        }
      let path = TilePath(content, index: vector.index, width: vector.width)
      #expect(path.description == vector.path)
      #expect(TilePath(vector.path) == path)
    }
    for bad in try Self.vectors().bad_tile_paths.flatMap(\.paths) {
      #expect(TilePath(bad) == nil, "\(bad)")
    }
    for bad in [
      "", "tile", "tile/", "tile/0", "tile/00/000", "tile/0/00", "tile/0/x000/001", "tile/0/000/",
      "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/000.p/01", "tile/-1/000", "tile/0/../000",
      "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries/٠٠٠", "/tile/0/000",
    ] {
      #expect(TilePath(bad) == nil, "\(bad)")
    }
  }

  @Test func `widths are those of the specification at every level`() throws {
    for vector in try Self.vectors().partial_widths {
      for level in 0..<8 {
        #expect(
          TilePath.fullTiles(level: level, size: vector.tree_size)
            == vector.full[String(level)] ?? 0)
        #expect(
          TilePath.partialWidth(level: level, size: vector.tree_size)
            == vector.partial[String(level)] ?? 0)
      }
    }
  }

  @Test func `bundles are written and read as published, and a cut one is refused`() throws {
    for vector in try Self.vectors().entry_bundles {
      let entries = vector.entries_utf8.map { Array($0.utf8) }
      let bundle = try #require(Hexadecimal.decode(vector.bundle_hex))
      #expect(try EntryBundle.encode(entries) == bundle)
      #expect(try EntryBundle.decode(bundle) == entries)
      let ends = Set(
        entries.indices.map { index in entries[...index].reduce(0) { $0 + $1.count + 2 } } + [0])
      for count in 0...bundle.count {
        let isWhole = (try? EntryBundle.decode(Array(bundle[..<count]))) != nil
        #expect(isWhole == ends.contains(count))
      }
    }
    var bundle: [UInt8] = []
    try EntryBundle.append([UInt8](repeating: 1, count: 65_535), to: &bundle)
    #expect(throws: TransparencyError.entryTooLong(bytes: 65_536)) {
      try EntryBundle.append([UInt8](repeating: 1, count: 65_536), to: &bundle)
    }
  }

  @Test func `a store replaces files whole and says what is missing`() throws {
    let folder = try TemporaryFolder()
    let store = TileStore(directory: folder.path + "/deep/log")
    #expect(throws: TransparencyError.missing(path: "checkpoint")) { try store.read("checkpoint") }
    try store.write(Array("one".utf8), to: "checkpoint")
    try store.write(Array("two".utf8), to: "checkpoint")
    #expect(try store.read("checkpoint") == Array("two".utf8))
    let path = TilePath(.entries, index: 1_234_067, width: 8)
    try store.write([LogFile(path: path, bytes: [1, 2])])
    #expect(try store.read("tile/entries/x001/x234/067.p/8") == [1, 2])
    let names = try FileManager.default.subpathsOfDirectory(atPath: store.directory)
    #expect(!names.contains { $0.hasSuffix(".new") })
    store.removePartials(of: [path])
    #expect(throws: TransparencyError.self) { try store.read(path.description) }
  }

  @Test func `a store that cannot write says so`() throws {
    let folder = try TemporaryFolder()
    let store = TileStore(directory: folder.path)
    try store.write([1], to: "checkpoint")
    let blocked = TileStore(directory: folder.path + "/checkpoint")
    #expect(throws: TransparencyError.self) { try blocked.write([1], to: "x") }
  }
}
