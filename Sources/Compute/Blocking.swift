import Dispatch

/// Long work on files, kept off the threads that Swift's tasks share: one large model being hashed
/// must not hold up a renewal.
enum Blocking {
  private static let queue = DispatchQueue(
    label: "sandboxpp.compute.files", attributes: .concurrent)

  /// Runs `work` on a thread of its own and waits for it without holding one.
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws(ComputeError) -> Value
  ) async throws(ComputeError) -> Value {
    let result: Result<Value, ComputeError> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Result(catching: work)) }
    }
    return try result.get()
  }
}
