import Foundation
import Glibc
import Guard

/// What the folder of an attempt tells, whoever started it.
struct AttemptArchive {
  let folder: AttemptFolder
  let store: ContentStore

  /// How the attempt stands.
  ///
  /// What it left is taken into the store; doing so again changes nothing.
  func status(name: AttemptName) throws(ComputeError) -> AttemptStatus {
    guard Files.exists(folder.path) else { return .absent }
    if let report = readReport() { return .ended(try archive(report)) }
    let lock = try ComputeError.at("open") { () throws(GuardError) in
      try Descriptor.open(folder.lock, O_RDWR | O_CREAT)
    }
    defer { withExtendedLifetime(lock) {} }
    guard lock.lock() else { return .running }
    // The guard may have left its report between our two looks. If it did not, it is gone, and
    // while we hold the lock no other can begin: then the end is written here, once and for all.
    if let report = readReport() { return .ended(try archive(report)) }
    let report = GuardReport(name: name.text, ending: .vanished, endedAt: Clock.sinceEpoch())
    try ComputeError.at("write") { () throws(GuardError) in
      try Guard.write(report, to: folder)
    }
    return .ended(try archive(report))
  }

  private func readReport() -> GuardReport? {
    Files.content(of: folder.report).flatMap {
      try? JSONDecoder().decode(GuardReport.self, from: Data($0))
    }
  }

  private func archive(_ report: GuardReport) throws(ComputeError) -> AttemptReport {
    AttemptReport(
      ending: report.ending, startedAt: report.startedAt, endedAt: report.endedAt,
      usage: report.usage,
      results: report.usage.outputComplete ? try keep(folder.results) : nil,
      standardOutput: try keep(folder.standardOutput),
      standardError: try keep(folder.standardError))
  }

  private func keep(_ path: String) throws(ComputeError) -> ContentStore.Stored? {
    guard Files.exists(path) else { return nil }
    // The guard has bounded the file already.
    return try store.put(contentsOf: path, limit: .max)
  }
}
