internal import Crypto
internal import Foundation
internal import Synchronization

/// Keys that are used once each, in a folder outside the database with a backup rule of its own.
///
/// A file holds many keys of 32 random bytes, drawn and made durable before the first is used, so
/// that no act waits for the disk. A destroyed key is 32 zero bytes: what it sealed is noise then,
/// wherever copies of it lie. Every process draws from files of its own.
public final class KeyStore: Sendable {
  /// Where a key lies: 12 bytes, the file's name and the key's number in it.
  struct Place: Hashable, Sendable {
    static let byteCount = 12
    private static let nameByteCount = 8

    let file: [UInt8]
    let number: UInt32

    var bytes: [UInt8] { file + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    var fileName: String { Hexadecimal.encode(file) }
    var offset: UInt64 { UInt64(number) * UInt64(Sealing.keyByteCount) }

    init(file: [UInt8], number: UInt32) {
      self.file = file
      self.number = number
    }

    init?(_ bytes: ArraySlice<UInt8>) {
      guard bytes.count == Place.byteCount else { return nil }
      file = Array(bytes.prefix(Place.nameByteCount))
      number = bytes.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    static func fresh() -> [UInt8] { Random.bytes(nameByteCount) }
  }

  /// 32 KiB a file: a command that seals one text leaves no more behind.
  private static let keysInFile: UInt32 = 1_024

  private let folder: URL
  private let next: Mutex<Place?> = Mutex(nil)

  /// A store in a folder, which is made where it is missing, for its owner alone.
  ///
  /// - Parameter folder: the folder's path.
  /// - Throws: `Refusal` of kind `unavailable`.
  public init(folder: String) throws(Refusal) {
    self.folder = URL(fileURLWithPath: folder, isDirectory: true)
    do {
      try FileManager.default.createDirectory(
        at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw KeyStore.unusable
    }
  }

  /// A key that nothing was sealed under yet.
  func draw() throws(Refusal) -> (place: Place, key: [UInt8]) {
    let place = try next.withLock { place throws(Refusal) in
      let drawn: Place = if let left = place { left } else { try begin() }
      let isLast = drawn.number + 1 == KeyStore.keysInFile
      place = isLast ? nil : Place(file: drawn.file, number: drawn.number + 1)
      return drawn
    }
    guard let key = key(at: place) else { throw KeyStore.unusable }
    return (place, key)
  }

  /// The key at a place; nil when it was destroyed, or its file is not here.
  func key(at place: Place) -> [UInt8]? {
    guard let file = try? FileHandle(forReadingFrom: url(of: place)) else { return nil }
    defer { try? file.close() }
    guard (try? file.seek(toOffset: place.offset)) != nil,
      let key = try? file.read(upToCount: Sealing.keyByteCount), key.count == Sealing.keyByteCount,
      key.contains(where: { $0 != 0 })
    else { return nil }
    return Array(key)
  }

  /// Destroys keys: overwrites them where they lie, and waits for the disk.
  func destroy(_ places: [Place]) throws(Refusal) {
    do {
      for (_, inFile) in Dictionary(grouping: places, by: \.file) {
        guard let first = inFile.first else { continue }
        let file = try FileHandle(forUpdating: url(of: first))
        defer { try? file.close() }
        for place in inFile {
          try file.seek(toOffset: place.offset)
          try file.write(contentsOf: Data(count: Sealing.keyByteCount))
        }
        try file.synchronize()
      }
    } catch {
      throw KeyStore.unusable
    }
  }

  private func url(of place: Place) -> URL { folder.appendingPathComponent(place.fileName) }

  private func begin() throws(Refusal) -> Place {
    let place = Place(file: Place.fresh(), number: 0)
    let path = url(of: place).path
    let keys = Data(Random.bytes(Int(KeyStore.keysInFile) * Sealing.keyByteCount))
    do {
      guard
        FileManager.default.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      else { throw KeyStore.unusable }
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? file.close() }
      try file.write(contentsOf: keys)
      try file.synchronize()
      let entries = try FileHandle(forReadingFrom: folder)
      defer { try? entries.close() }
      try entries.synchronize()
    } catch {
      throw KeyStore.unusable
    }
    return place
  }

  private static let unusable = Refusal(
    .unavailable, "The keys of sealed text cannot be reached now.",
    advice: "Its operator sees to the folder named by --keystore.")
}
