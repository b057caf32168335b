internal import Foundation

/// The thread of one connection: blocking calls of libpq wait here and nowhere else.
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
  // Guards what follows.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  private var isStopped = false

  /// Starts the thread; it keeps this object alive until `stop`.
  init() {
    let thread = Thread { [self] in run() }
    thread.name = "postgres"
    thread.stackSize = 1 << 20
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  /// Ends the thread when its jobs are done; nothing may be enqueued afterwards.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.signal()
    }
  }

  private func run() {
    var batch: [UnownedJob] = []
    while true {
      condition.lock()
      while jobs.isEmpty, !isStopped { condition.wait() }
      swap(&batch, &jobs)
      condition.unlock()
      if batch.isEmpty { return }
      for job in batch { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      batch.removeAll(keepingCapacity: true)
    }
  }
}
