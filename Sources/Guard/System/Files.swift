import Glibc

/// Whole small files, read and written.
package enum Files {
  /// Reads a file, or nil if it cannot be read or is longer than `limit` bytes.
  package static func content(of path: String, limit: Int = 1 << 16) -> [UInt8]? {
    guard let file = try? Descriptor.open(path, O_RDONLY) else { return nil }
    return try? file.readAll(limit: limit)
  }

  /// Reads a file as text; see ``content(of:limit:)``.
  package static func text(of path: String, limit: Int = 1 << 16) -> String? {
    content(of: path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes into a file that exists, as the kernel's control files want it: in one write.
  package static func set(_ path: String, to text: String) -> Bool {
    guard let file = try? Descriptor.open(path, O_WRONLY) else { return false }
    return (try? file.write(Array(text.utf8)[...])) != nil
  }

  /// Writes a file that appears whole or not at all, also when the power fails.
  package static func replace(_ path: String, with content: [UInt8], mode: UInt32 = 0o600)
    throws(GuardError)
  {
    let draft = path + ".draft"
    let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
    try file.write(content[...])
    try file.sync()
    guard unsafe rename(draft, path) == 0 else {
      throw GuardError.systemCall("rename", code: errno)
    }
  }

  /// The names in a folder, without `.` and `..`; none if it cannot be read.
  package static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Whether something of that name exists.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// When a file was written last, in microseconds since 1970 UTC; nil if there is none.
  package static func changed(_ path: String) -> Int64? {
    information(on: path).map {
      Int64($0.st_mtim.tv_sec) * 1_000_000 + Int64($0.st_mtim.tv_nsec) / 1_000
    }
  }

  /// The bytes of a file; nil if there is none.
  package static func size(_ path: String) -> Int64? {
    information(on: path).map { Int64($0.st_size) }
  }

  private static func information(on path: String) -> stat? {
    var information = stat()
    return unsafe stat(path, &information) == 0 ? information : nil
  }

  /// Whether this process may run the file.
  package static func isProgram(_ path: String) -> Bool { unsafe access(path, X_OK) == 0 }
}
