/// Every limit of this module, each with its reason.
enum Bounds {
  /// Entries of one seal: some tens of milliseconds of work, and at most 170 MB of the longest.
  static let sealedAtOnce = 10_000
  /// How long the sealer rests when nothing waits: well under the quarter of a second in which an
  /// entry is to be published, and ten cheap questions a second.
  static let sealerRest = Duration.milliseconds(100)
  /// How often the clockwork looks: clocks count in minutes, leases in seconds.
  static let clockworkRest = Duration.seconds(1)
  /// Due events of one kind in a round: with eleven kinds some seconds of work at worst, so that jobs
  /// are rescued and the clockwork is seen to live in between.
  static let dueOfAKind = 50
  /// How long a subject whose event failed is left alone at first; doubled with each failure.
  static let firstPutOff = Duration.seconds(2)
  /// How long it is left alone at most: what an officer mends is then done within minutes.
  static let longestPutOff = Duration.seconds(300)
  /// Subjects that are left alone at one time; what failed longest ago is tried again before.
  static let putOffAtOnce = 1_024
  /// How often rows of no further use are removed: they are kept for a day.
  static let pruningEvery = Duration.seconds(60)
  /// Rows of each kind removed at once: well under a tenth of a second.
  static let prunedAtOnce = 1_000
  /// The rest after a failure: a database that restarts is back in about that time.
  static let restAfterFailure = Duration.seconds(1)
  /// Unsealed entries that wait this long without any seal are an alarm.
  static let longestWithoutSeal = Duration.seconds(10)
  /// How far the clocks of database and system may part before it is an alarm.
  static let greatestClockDifferenceSeconds = 2.0
  /// How long a command that runs once waits for the turn of another process.
  static let onceLockSeconds = 5
  /// The same failure is told again after this time, not each second.
  static let repeatedAfter = Duration.seconds(60)
  /// Failures remembered so as not to repeat them; more than one round of events can have.
  static let failuresRemembered = 1_024
  /// A key's file holds one line.
  static let keyFileBytes = 1_024

  /// The advisory lock of the one active sealer of a database.
  static let sealerLock: Int64 = 7_236_114_601
  /// The advisory lock of the one active clockwork of a database.
  static let clockworkLock: Int64 = 7_236_114_602
}
