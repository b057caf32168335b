/// Wakes one loop; many signals before it looks are one.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Wakes the loop, now or when it next waits.
  func send() { continuation.yield() }

  /// For one loop.
  var received: AsyncStream<Void> { stream }
}
