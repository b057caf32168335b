/// Every bound of a listener, each with its reason.
public struct ListenerLimits: Sendable {
  /// Open sockets.
  ///
  /// Above it MHD stops accepting until one closes.
  public var connections = 1_000
  /// Open sockets of one peer: one machine cannot take all places.
  ///
  /// Zero behind a proxy, where
  /// every peer is the proxy.
  public var connectionsPerAddress = 256
  /// Memory of one connection for a request's line and fields, in bytes; above it MHD answers 431.
  public var headBytes = 32_768
  /// All bodies held at one time, in bytes; above it a request is answered 503.
  public var bodyBytesTogether = 268_435_456
  /// What of an oversized body is read and thrown away so that the answer can be read, in bytes.
  public var drainedBytes = 8_388_608
  /// From the socket's opening to the end of the first request's head.
  public var head: Duration = .seconds(10)
  /// From one answer to the end of the next request's head on a kept connection.
  public var idle: Duration = .seconds(60)
  /// What a body or an answer may take beside its size divided by `slowestRate`.
  public var transfer: Duration = .seconds(10)
  /// Bytes a second below which a peer holds a place and does not use it.
  public var slowestRate = 8_192
  /// From a request wholly read to its answer; then its task is cancelled and 503 is sent.
  public var handling: Duration = .seconds(60)
  /// The longest silence of an event stream; shorter than what proxies cut.
  public var heartbeat: Duration = .seconds(15)
  /// How often the deadlines are looked at.
  public var sweep: Duration = .seconds(1)

  /// The bounds for production.
  public init() {}

  /// How long so many bytes may take.
  func allowance(forBytes count: Int) -> Duration {
    transfer + .milliseconds(count * 1_000 / max(slowestRate, 1))
  }
}
