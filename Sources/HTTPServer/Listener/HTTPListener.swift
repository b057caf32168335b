internal import CMicrohttpd
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Serves a router on one address: HTTP/1.1 by GNU libmicrohttpd, one epoll thread, each request
/// answered by a task of its own while its connection is suspended.
///
/// TLS is the proxy's in front. A listener stops once and is not started again.
public final class HTTPListener: Sendable {
  /// The port it listens on: the one asked for, or the free one that was found for 0.
  public let port: Int

  private struct Running {
    /// The daemon's address, nil once stopped.
    var daemon: UInt?
    var sweep: (any DispatchSourceTimer)?
  }

  private let core: ListenerCore
  private let running: Mutex<Running>

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - router: answers every request.
  ///   - address: numeric, of either family.
  ///   - port: 0 for any that is free.
  ///   - limits: the bounds.
  /// - Throws: an error whose description says what stands in the way and what to do.
  public init(
    _ router: Router, address: String, port: Int, limits: ListenerLimits = ListenerLimits()
  ) throws {
    ListeningSocket.makeRoom(forConnections: limits.connections)
    let socket = try ListeningSocket(address: address, port: port)
    core = ListenerCore(router: router, limits: limits)
    self.port = socket.port
    var settings = unsafe sandboxpp_http_settings(
      listening_socket: socket.descriptor,
      connections: UInt32(limits.connections),
      connections_per_address: UInt32(limits.connectionsPerAddress),
      idle_seconds: UInt32(max(1, limits.idle.components.seconds)),
      memory_per_connection: limits.headBytes,
      context: Unmanaged.passUnretained(core).toOpaque())
    let daemon = unsafe sandboxpp_http_start(
      &settings, DaemonCallbacks.access, DaemonCallbacks.target, DaemonCallbacks.completed,
      DaemonCallbacks.connection)
    guard let daemon = unsafe daemon else {
      close(socket.descriptor)
      throw ListenFailure(
        address, socket.port, "libmicrohttpd could not start; is there memory and a descriptor?")
    }
    running = Mutex(
      Running(daemon: UInt(bitPattern: daemon), sweep: HTTPListener.sweeping(core)))
  }

  private static func sweeping(_ core: ListenerCore) -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(
      deadline: .now() + core.limits.sweep.seconds, repeating: core.limits.sweep.seconds)
    timer.setEventHandler {
      let now = ContinuousClock.now
      core.forEach { $0.sweep(now: now) }
    }
    timer.resume()
    return timer
  }

  /// Whether a stop has begun.
  public var isStopping: Bool { core.activity.isStopping }

  /// Stops: accepts nothing more, lets what runs finish within the grace, gives up the rest.
  ///
  /// Streams end at once. A request on a kept connection is answered 503. Safe to call again: the
  /// later call returns at once.
  public func stop(grace: Duration = .seconds(10)) async {
    guard core.activity.beginStopping() else { return }
    let (daemon, sweep) = running.withLock { state in
      defer { state = Running() }
      return (state.daemon ?? 0, state.sweep)
    }
    let socket = unsafe MHD_quiesce_daemon(OpaquePointer(bitPattern: daemon))
    core.forEach { $0.endStream() }
    if await !core.activity.idle(within: grace) {
      core.forEach { $0.giveUp(.stopping) }
      // Long enough for a peer that reads to read the answer.
      if await !core.activity.idle(within: .seconds(1)) {
        repeat { core.forEach { $0.shut() } } while await !core.activity.idle(within: .seconds(1))
      }
    }
    sweep?.cancel()
    // Nothing is suspended now, and nothing can be any more: the daemon may be stopped.
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        unsafe MHD_stop_daemon(OpaquePointer(bitPattern: daemon))
        if socket >= 0 { close(socket) }
        continuation.resume()
      }
    }
  }

  deinit {
    precondition(core.activity.isStopping, "a listener must be stopped before it is let go")
  }
}
