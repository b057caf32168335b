public import Postgres

extension Wakeup {
  /// What the database says on the channels `jobs` and `stops`, for as long as the stream is read.
  ///
  /// - Parameter configuration: The connection of the login role `work`; one more is opened.
  /// - Returns: One reader's stream.
  /// - Throws: `PostgresError` if it cannot be used at all; a lost connection is opened again.
  public static func stream(
    from configuration: Configuration
  ) throws(PostgresError) -> AsyncStream<Wakeup> {
    let listener = try Listener(configuration, channels: ["jobs", "stops"])
    let (stream, continuation) = AsyncStream.makeStream(of: Wakeup.self)
    let hearing = Task {
      for await signal in listener {
        switch signal {
        case .notification(let notification):
          continuation.yield(notification.channel == "stops" ? .stops : .jobs)
        case .gap:
          // Both may have been said meanwhile.
          continuation.yield(.stops)
          continuation.yield(.jobs)
        }
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in
      hearing.cancel()
      listener.close()
    }
    return stream
  }
}
