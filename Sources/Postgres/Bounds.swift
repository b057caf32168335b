/// Every limit of this module, each with its reason.
enum Bounds {
  /// Prepared statements kept on one connection: far above what the product has, small for a server.
  static let preparedStatements = 256

  /// How many of the oldest statements go at once when the cache is full, so that it is rare.
  static let statementsEvictedAtOnce = 64

  /// The protocol counts parameters in sixteen bits.
  static let parameters = 65_535

  /// How often a transaction is tried before its conflict is given to the caller.
  static let transactionAttempts = 8

  /// First pause between two attempts; doubles each time, and a random part of it is taken.
  static let firstRetryPause = Duration.milliseconds(4)

  /// Longest pause between two attempts; the connection is held meanwhile.
  static let longestRetryPause = Duration.milliseconds(200)

  /// How long after the server's own statement time-out a silent server counts as gone.
  static let silenceMilliseconds = 5_000

  /// How long a request to cancel may stay without effect before it is made again.
  static let cancelRepeatSeconds = 0.2

  /// How often an idle listener or lock holder asks whether the server still answers.
  static let heartbeatMilliseconds = 2_000

  /// How long a heartbeat's answer may take.
  static let heartbeatAnswerMilliseconds = 5_000

  /// First and longest pause between two attempts to reach a server that is away.
  static let reconnectMilliseconds = 50...1_000

  /// Notifications kept for a reader that is slow; beyond it, the reader is told to look itself.
  static let notifications = 4_096

  /// Bytes sent by COPY before looking at the socket, and bytes given to a reader at once.
  static let copyChunkBytes = 65_536
}
