internal import Foundation
internal import Glibc
internal import Workflow

/// Where exports lie until they are fetched: each in a folder whose name nobody can guess, bound to
/// the session that made it, in a folder that only the portal's own user can enter.
struct ExportFolder: Sendable {
  /// Files of an export are kept a day, time enough to fetch them.
  private static let keptSeconds: TimeInterval = 86_400

  let path: String

  /// Where the export of that name and session lies, whether or not it is there.
  func place(_ identifier: String, session: String) -> URL {
    URL(filePath: path, directoryHint: .isDirectory).appending(path: "\(session)-\(identifier)")
  }

  /// Makes the place of a new export, and removes those that are older than a day.
  ///
  /// - Throws: `Refusal` when the folder is not the portal's alone.
  func make(_ identifier: String, session: String) throws -> URL {
    let files = FileManager.default
    let owned: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
    try files.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: owned)
    guard try isOwn() else {
      throw Refusal(
        .fault, "Others can enter the folder of exports, or it is somebody else's.",
        advice: "Give serve --exports a folder of the portal's own user with mode 0700.")
    }
    for name in try files.contentsOfDirectory(atPath: path) {
      let old = "\(path)/\(name)"
      let made = try? files.attributesOfItem(atPath: old)[.modificationDate] as? Date
      if let made, made.timeIntervalSinceNow < -ExportFolder.keptSeconds {
        try? files.removeItem(atPath: old)
      }
    }
    let folder = place(identifier, session: session)
    try files.createDirectory(at: folder, withIntermediateDirectories: false, attributes: owned)
    return folder
  }

  /// A link is not followed: what it leads to could be anybody's.
  private func isOwn() throws -> Bool {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
    return attributes[.type] as? FileAttributeType == .typeDirectory && mode & 0o077 == 0
      && owner == geteuid()
  }
}
