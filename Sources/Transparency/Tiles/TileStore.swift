import Foundation
import Glibc

/// A log's directory: files appear whole and durable, or not at all.
public struct TileStore: Sendable {
  /// The directory that holds `checkpoint` and `tile/`.
  public let directory: String

  /// Names a directory; it is created by the first write.
  public init(directory: String) {
    self.directory = directory
  }

  /// Writes the files of a batch: all bytes reach the disk before any name appears.
  ///
  /// A file that stands there already is replaced: above the last signed size it may be the rest
  /// of a seal that never committed, and below it a ``LogWriter`` produces nothing.
  ///
  /// - Throws: ``TransparencyError/inaccessible(path:reason:)``.
  public func write(_ files: [LogFile]) throws(TransparencyError) {
    try write(files.map { (path: $0.path.description, bytes: $0.bytes) })
  }

  /// Writes one file, such as `checkpoint`.
  ///
  /// - Throws: ``TransparencyError/inaccessible(path:reason:)``.
  public func write(_ bytes: [UInt8], to path: String) throws(TransparencyError) {
    try write([(path: path, bytes: bytes)])
  }

  private func write(_ files: [(path: String, bytes: [UInt8])]) throws(TransparencyError) {
    var folders = Set<String>()
    for file in files {
      try createFolder(TileStore.folder(of: file.path), recording: &folders)
    }
    for file in files {
      let descriptor = try create(temporary(file.path))
      defer { close(descriptor) }
      try fill(descriptor, with: file.bytes, path: file.path)
    }
    for file in files {
      guard rename(temporary(file.path), absolute(file.path)) == 0 else {
        throw TileStore.failure(file.path)
      }
    }
    for folder in folders { try synchronize(folder) }
  }

  /// Reads a file.
  ///
  /// - Throws: ``TransparencyError/missing(path:)`` or
  ///   ``TransparencyError/inaccessible(path:reason:)``.
  public func read(_ path: String) throws(TransparencyError) -> [UInt8] {
    let descriptor = open(absolute(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing(path: path) : TileStore.failure(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw TileStore.failure(path) }
    let size = Int(status.st_size)
    guard size <= Bounds.fetchedBytes else {
      throw .malformed(what: "file \(path)", reason: "it is larger than any file of a log")
    }
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while filled < size {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
        guard got > 0 else { break }
        filled += got
      }
      count = filled
    }
    guard filled == size else { throw TileStore.failure(path) }
    return bytes
  }

  /// Removes the partial forms of files that are full now.
  ///
  /// Call it after the checkpoint is published; readers fall back to the full file.
  public func removePartials(of full: [TilePath]) {
    for path in full {
      try? FileManager.default.removeItem(atPath: absolute("\(path.full).p"))
    }
  }

  private func create(_ path: String) throws(TransparencyError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw TileStore.failure(path) }
    return descriptor
  }

  private func fill(
    _ descriptor: Int32, with bytes: [UInt8], path: String
  ) throws(TransparencyError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { source in
        Glibc.write(descriptor, source.baseAddress?.advanced(by: written), source.count - written)
      }
      guard count > 0 || errno == EINTR else { throw TileStore.failure(path) }
      written += max(count, 0)
    }
    guard fsync(descriptor) == 0 else { throw TileStore.failure(path) }
  }

  /// Creates what is missing and records every folder whose list of names will change.
  private func createFolder(
    _ folder: String, recording changed: inout Set<String>
  ) throws(TransparencyError) {
    guard changed.insert(folder).inserted else { return }
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(
      atPath: absolute(folder), isDirectory: &isFolder)
    guard !exists else { return }
    if !folder.isEmpty { try createFolder(TileStore.folder(of: folder), recording: &changed) }
    do {
      try FileManager.default.createDirectory(
        atPath: absolute(folder), withIntermediateDirectories: true)
    } catch {
      throw .inaccessible(path: folder, reason: "the folder cannot be created")
    }
  }

  private func synchronize(_ folder: String) throws(TransparencyError) {
    let descriptor = open(absolute(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TileStore.failure(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw TileStore.failure(folder) }
  }

  private func absolute(_ path: String) -> String {
    path.isEmpty ? directory : "\(directory)/\(path)"
  }

  private func temporary(_ path: String) -> String { absolute(path) + ".new" }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func failure(_ path: String) -> TransparencyError {
    .inaccessible(path: path, reason: String(cString: strerror(errno)))
  }
}
