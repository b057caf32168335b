internal import Foundation

/// What `NOTIFY` sent.
public struct Notification: Hashable, Sendable {
  /// The channel's name.
  public let channel: String
  /// What was said; may be empty.
  public let payload: String
  /// The server's process that said it.
  public let processID: Int32
}

/// Listens on channels for as long as it exists, through lost connections.
///
/// A notification is a hint, never the only copy of something: whoever reads them looks for
/// itself at each `gap`, so nothing is missed when the connection was away or the reader slow.
///
/// ```swift
/// for await signal in Listener(configuration, channels: ["jobs"]) { … }
/// ```
public final class Listener: AsyncSequence, Sendable {
  /// What a listener hears.
  public enum Signal: Hashable, Sendable {
    /// Something was said.
    case notification(Notification)
    /// Something may have been missed: listening has begun, or begun again after the connection
    /// was lost, or the reader was too slow.
    case gap
  }

  private let mailbox = Mailbox()

  /// Begins to listen, on a thread and a connection of its own; plain lower-case channel names.
  ///
  /// - Throws: `PostgresError` of kind `invalid` for a name that cannot be used.
  public init(_ configuration: Configuration, channels: [String]) throws(PostgresError) {
    var names: [String] = []
    for channel in channels { names.append(try identifier(channel)) }
    let script = names.map { "LISTEN \($0);" }.joined(separator: " ")
    let ear = Ear(configuration: configuration, script: script, mailbox: mailbox)
    let thread = Thread { ear.run() }
    thread.name = "postgres listen"
    thread.stackSize = 1 << 20
    thread.start()
  }

  deinit { mailbox.close() }

  /// Ends the sequence and the connection.
  public func close() {
    mailbox.close()
  }

  /// For one reader: two would each get a part.
  public func makeAsyncIterator() -> Iterator {
    Iterator(listener: self)
  }

  /// Takes what was heard, in its order.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let listener: Listener

    /// The next signal; nil when the listener is closed or the task cancelled.
    public mutating func next() async -> Signal? {
      await listener.mailbox.next()
    }
  }
}

/// The listening thread: connects, listens, asks for a heartbeat, connects again.
private struct Ear {
  let configuration: Configuration
  let script: String
  let mailbox: Mailbox

  func run() {
    var pause = Bounds.reconnectMilliseconds.lowerBound
    while !mailbox.isClosed {
      do {
        try listen { pause = Bounds.reconnectMilliseconds.lowerBound }
      } catch {
        // Whatever it was, the cure is the same; the reader learns of it by the gap.
        _ = mailbox.wakeup.wait(milliseconds: pause)
        pause = min(2 * pause, Bounds.reconnectMilliseconds.upperBound)
      }
    }
  }

  private func listen(begun: () -> Void) throws(PostgresError) {
    let wire = try Wire(
      configuration, silenceMilliseconds: Int32(Bounds.heartbeatAnswerMilliseconds))
    try wire.execute(script)
    begun()
    mailbox.put([.gap])
    while true {
      mailbox.put(wire.takeNotifications().map { .notification($0) })
      switch try wire.waitForActivity(
        wakeup: mailbox.wakeup, milliseconds: Bounds.heartbeatMilliseconds)
      {
      case .input: continue
      case .silence: try wire.checkHeartbeat()
      case .woken: return
      }
    }
  }
}
