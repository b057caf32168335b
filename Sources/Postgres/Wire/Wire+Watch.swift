internal import CPostgres
internal import Glibc

extension Wire {
  /// Why a wait ended.
  enum Activity {
    case input, silence, woken
  }

  /// Waits for the server to say something, for somebody to wake this thread, or for the time.
  func waitForActivity(
    wakeup: Wakeup, milliseconds: Int
  ) throws(PostgresError) -> Activity {
    switch wakeup.wait(orFor: socket, milliseconds: milliseconds) {
    case .woken: return .woken
    case .silence: return .silence
    case .input:
      guard unsafe PQconsumeInput(raw) == 1, isUsable else { throw lost(anythingSent: false) }
      return .input
    }
  }

  /// Asks whether the server still answers.
  func checkHeartbeat() throws(PostgresError) {
    try execute("")
  }

  /// The notifications that have arrived.
  func takeNotifications() -> [Notification] {
    var notifications: [Notification] = []
    while let raw = unsafe PQnotifies(raw) {
      notifications.append(
        unsafe Notification(
          channel: String(cString: raw.pointee.relname),
          payload: String(cString: raw.pointee.extra), processID: raw.pointee.be_pid))
      unsafe PQfreemem(raw)
    }
    return notifications
  }
}

/// Wakes a thread that waits for a socket.
final class Wakeup: Sendable {
  private let descriptor: Int32

  init() {
    descriptor = sandboxpp_event()
    precondition(descriptor >= 0, "no file descriptor left for an event")
  }

  deinit { close(descriptor) }

  /// Ends the present wait and every later one.
  func wake() {
    var one: UInt64 = 1
    _ = unsafe write(descriptor, &one, 8)
  }

  /// Waits until woken, until the socket (if one is given) can be read, or for the time.
  func wait(orFor socket: Int32 = -1, milliseconds: Int) -> Wire.Activity {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
    ]
    while unsafe poll(&descriptors, 2, Int32(clamping: milliseconds)) < 0 {
      guard errno == EINTR else { return .woken }
    }
    if descriptors[0].revents != 0 { return .woken }
    return descriptors[1].revents != 0 ? .input : .silence
  }
}
