import Foundation
import TestSupport

/// A copy of the scripts, and a machine whose programs can be taken away or replaced.
///
/// What the scripts make lies in the copy; programs of the real machine are reached by links, so
/// that nothing but what a test says is missing.
struct FakeMachine: ~Copyable {
  let folder: URL
  var clone: URL { folder.appending(path: "clone") }
  private var programs: URL { folder.appending(path: "programs") }

  /// Makes the machine.
  ///
  /// - Parameters:
  ///   - missing: Programs that it does not have.
  ///   - scripts: Programs that it has instead, each the body of a shell script.
  /// - Throws: What Foundation throws when the machine cannot be made.
  init(without missing: Set<String> = [], scripts: [String: String] = [:]) throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.appending(path: "machine-\(UUID().uuidString)")
    let everybody: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
    for path in [clone, programs] {
      try files.createDirectory(
        at: path, withIntermediateDirectories: true, attributes: everybody)
    }
    try files.copyItem(
      at: Repository.root.appending(path: "deploy"), to: clone.appending(path: "deploy"))
    // A toolchain that has its version and can do no more: no test here gets as far as a build.
    var scripts = scripts
    if !missing.contains("swift") && scripts["swift"] == nil {
      scripts["swift"] = "echo 'Swift version 6.3 (swift-6.3-RELEASE)'"
    }
    try link(without: missing.union(scripts.keys).union(["swift"]))
    for (name, body) in scripts {
      let script = programs.appending(path: name)
      try "#!/bin/bash\n\(body)\n".write(to: script, atomically: true, encoding: .utf8)
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func link(without missing: Set<String>) throws {
    let files = FileManager.default
    for place in ["/usr/bin", "/usr/sbin", "/bin", "/sbin"] {
      for name in try files.contentsOfDirectory(atPath: place) where !missing.contains(name) {
        let target = programs.appending(path: name)
        if !files.fileExists(atPath: target.path) {
          try? files.createSymbolicLink(
            at: target, withDestinationURL: URL(filePath: "\(place)/\(name)"))
        }
      }
    }
  }

  /// Puts a file into the copy of the clone.
  func write(_ text: String, to path: String) throws {
    let file = clone.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// Runs one of the scripts on this machine.
  func run(
    _ script: String, _ arguments: String..., environment: [String: String] = [:]
  ) async throws -> ProgramRun {
    let variables = ["PATH": programs.path, "HOME": folder.path].merging(environment) { $1 }
    return try await ProgramRun(
      clone.appending(path: "deploy/\(script)"), arguments, environment: variables)
  }
}
