import Guard

/// The worker's bounds in one place, each with its reason.
enum Bounds {
  /// How long a lease lasts: a job is elsewhere at most 8 s after its worker was lost.
  static let leaseSeconds: UInt64 = 5
  /// The same for the database.
  static let leaseText = "5 seconds"
  /// Five chances in a lease's time.
  static let heartbeat = Duration.seconds(1)
  /// Longer without a confirmed heartbeat, and a new job would probably outlive its lease.
  static let claimWithin: UInt64 = 3 * Clock.second
  /// Heartbeats between two announcements of the node.
  static let beatsBetweenAnnouncements = 5
  /// News in one delivery; the database takes a thousand.
  static let newsAtOnce = 500
  /// Pauses between two tries to deliver, doubled from the first to the last.
  static let deliveryPause = (first: Duration.milliseconds(100), last: Duration.seconds(2))
  /// The most of a job's standard output that is read for metrics.
  static let metricBytes = 64 << 10
  /// The most metrics of one job.
  static let metrics = 100
}
