import CSeccomp
import Foundation

/// The parent of one sandboxed attempt, a small process of its own.
///
/// It outlives its worker just long enough to end the job: the job never runs on unwatched. It must
/// be called from the process's main thread, and the process must do nothing else.
public enum Guard {
  /// Runs the attempt whose order lies in a folder: `guard FOLDER`.
  ///
  /// Standard input takes the worker's lines, `lease <nanoseconds since boot>` and `stop`; its end is
  /// the worker's end. Standard output says `started`. The report stands in the folder before the
  /// process ends.
  /// - Parameter arguments: The words after `guard`.
  /// - Returns: 0 if a report was left, 2 if not.
  public static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 1, let path = arguments.first, !path.hasPrefix("-") else {
      complain("usage: sandboxpp guard FOLDER (started by a worker, not by hand)")
      return arguments == ["--help"] ? 0 : 2
    }
    do throws(GuardError) {
      try run(in: AttemptFolder(path: path))
      return 0
    } catch {
      complain(error.description)
      return 2
    }
  }

  /// An order is longer than this only by mistake.
  private static let longestOrder = 1 << 20

  private static func run(in folder: AttemptFolder) throws(GuardError) {
    let lock = try Descriptor.open(folder.lock, O_RDWR | O_CREAT)
    defer { withExtendedLifetime(lock) {} }
    guard lock.lock(), !Files.exists(folder.report) else { throw GuardError.alreadyTaken }
    let order = try readOrder(folder)
    let report: GuardReport
    do throws(GuardError) {
      report = try attempt(order, in: folder)
    } catch {
      report = GuardReport(
        name: order.name, ending: .refused(reason: error.description), endedAt: Clock.sinceEpoch())
    }
    try write(report, to: folder)
  }

  private static func attempt(_ order: GuardOrder, in folder: AttemptFolder) throws(GuardError)
    -> GuardReport
  {
    guard order.limits.isUsable, let program = order.command.first, !program.contains("=") else {
      throw GuardError.malformedOrder(reason: "a limit or the command is not usable")
    }
    guard geteuid() != 0 || order.users != nil else {
      throw GuardError.malformedOrder(reason: "as root, a pool of user ids for jobs must be named")
    }
    guard Files.isProgram(SandboxCommand.bubblewrap) else {
      throw GuardError.missingProgram(SandboxCommand.bubblewrap, package: "bubblewrap")
    }
    _ = sandboxpp_adopt_orphans()
    var order = order
    if order.users != nil {
      order.inputs = try InputStage.show(order.inputs, besides: folder)
    }
    let user = try order.users.map { pool throws(GuardError) in try UserLease.take(from: pool) }
    let attempt = try Attempt(
      order, in: folder, user: user?.user, orders: Descriptor(owning: 0))
    return withExtendedLifetime(user) { attempt.run() }
  }

  private static func readOrder(_ folder: AttemptFolder) throws(GuardError) -> GuardOrder {
    guard let content = Files.content(of: folder.order, limit: longestOrder) else {
      throw GuardError.malformedOrder(reason: "the file is missing or too long")
    }
    guard let order = try? JSONDecoder().decode(GuardOrder.self, from: Data(content)) else {
      throw GuardError.malformedOrder(reason: "it is not what this version of the engine writes")
    }
    return order
  }

  /// Removes what a killed guard could not: the control group of an attempt, once it is empty.
  package static func tidy(_ name: String) { ControlGroup.remove(name: name) }

  /// Leaves a report in an attempt's folder; the caller holds the folder's lock.
  package static func write(_ report: GuardReport, to folder: AttemptFolder) throws(GuardError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let content = try? encoder.encode(report) else {
      throw GuardError.malformedOrder(reason: "the report cannot be written as JSON")
    }
    try Files.replace(folder.report, with: Array(content), mode: 0o644)
  }

  private static func complain(_ sentence: String) {
    FileHandle.standardError.write(Data((sentence + "\n").utf8))
  }
}
