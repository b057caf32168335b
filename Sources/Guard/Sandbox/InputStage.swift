import CSeccomp
import Glibc

/// A place from which a job's own user can reach its inputs, and nothing else of the store.
///
/// A guard that is root gives up being root before the sandbox is made, and the job's user may not
/// enter the folders in which the content lies. So the guard takes mounts of its own, which nobody
/// else sees, and shows each input there under a plain path.
enum InputStage {
  /// Shows the inputs.
  ///
  /// - Parameters:
  ///   - inputs: The inputs by their paths in the store.
  ///   - folder: The attempt's folder, which must stay in sight.
  /// - Returns: The same inputs by the paths under which they are shown.
  /// - Throws: ``GuardError/systemCall(_:code:)``.
  static func show(_ inputs: [GuardOrder.Input], besides folder: AttemptFolder) throws(GuardError)
    -> [GuardOrder.Input]
  {
    guard !inputs.isEmpty else { return inputs }
    try check("unshare", unshare(Int32(SANDBOXPP_OWN_MOUNTS)))
    try mount(nil, on: "/", flags: MS_REC | MS_SLAVE)
    // Folders that every system has (FHS 3.0) and a sandbox does not show.
    let stage = folder.path.hasPrefix("/mnt/") ? "/media" : "/mnt"
    try mount("tmpfs", on: stage, flags: MS_NOSUID | MS_NODEV, options: "size=1m,mode=711")
    var shown: [GuardOrder.Input] = []
    for (number, input) in inputs.enumerated() {
      let path = stage + "/\(number)"
      _ = try Descriptor.open(path, O_WRONLY | O_CREAT)
      try mount(input.path, on: path, flags: MS_BIND)
      shown.append(GuardOrder.Input(name: input.name, path: path))
    }
    return shown
  }

  private static func mount(
    _ source: String?, on target: String, flags: Int, options: String? = nil
  ) throws(GuardError) {
    let type = options == nil ? nil : source
    try unsafe check("mount", CSeccomp.mount(source, target, type, UInt(flags), options))
  }

  private static func check(_ name: String, _ result: Int32) throws(GuardError) {
    guard result == 0 else { throw GuardError.systemCall(name, code: errno) }
  }
}
