import Glibc

/// The two clocks that an attempt needs.
package enum Clock {
  /// Nanoseconds since the machine started, the time it slept included (`CLOCK_BOOTTIME`): a lease
  /// goes on running while the machine is suspended.
  package static func sinceBoot() -> UInt64 { nanoseconds(of: CLOCK_BOOTTIME) }

  /// Microseconds since 1970 in UTC.
  package static func sinceEpoch() -> Int64 { Int64(nanoseconds(of: CLOCK_REALTIME) / 1_000) }

  /// Nanoseconds in a second.
  package static let second: UInt64 = 1_000_000_000

  /// Nanoseconds in a millisecond.
  package static let millisecond: UInt64 = 1_000_000

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * second + UInt64(time.tv_nsec)
  }
}
