public import Foundation

/// The clone that the tests were built from.
public enum Repository {
  /// The top folder, where Package.swift lies.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A text file of the clone.
  ///
  /// - Parameter path: Its path from the top folder.
  /// - Returns: All of it.
  /// - Throws: What Foundation throws when it cannot be read as UTF-8.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The paths, from the top folder, of all files under a folder, sorted; nothing that was built,
  /// nothing of the version control, nothing of a running installation.
  ///
  /// - Parameter folder: A path from the top folder; empty for all.
  /// - Returns: The paths, each from the top folder.
  public static func files(under folder: String = "") -> [String] {
    let start = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
    var found: [String] = []
    while let path = walk.nextObject() as? String {
      if notOurs.contains(URL(filePath: path).lastPathComponent) {
        walk.skipDescendants()
      } else if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
        found.append(folder.isEmpty ? path : "\(folder)/\(path)")
      }
    }
    return found.sorted()
  }

  private static let notOurs: Set = [".build", ".git", ".sandboxpp", ".swiftpm", "node_modules"]
}
