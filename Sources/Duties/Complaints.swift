/// What has been told lately, so that a lasting failure is one line a minute and not one a second.
struct Complaints {
  private var told: [String: (text: String, at: ContinuousClock.Instant)] = [:]

  /// Whether this is to be told: it is new, it has changed, or it was told long ago.
  mutating func isNews(
    _ text: String, about subject: String, at now: ContinuousClock.Instant = .now
  ) -> Bool {
    if let last = told[subject], last.text == text, last.at + Bounds.repeatedAfter > now {
      return false
    }
    if told.count == Bounds.failuresRemembered { told.removeAll() }
    told[subject] = (text, now)
    return true
  }
}
