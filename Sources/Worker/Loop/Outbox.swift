/// News that waits to be delivered: of each job in its order, one piece at a time.
struct Outbox {
  private var waiting: [News] = []

  /// Whether all has been delivered.
  var isEmpty: Bool { waiting.isEmpty }

  /// Puts a piece of news behind all others.
  mutating func put(_ news: News) { waiting.append(news) }

  /// The next delivery: the first piece of each job, so that none overtakes another.
  func next(most: Int) -> [News] {
    var jobs: Set<HeldJob> = []
    var next: [News] = []
    for news in waiting where next.count < most && jobs.insert(news.held).inserted {
      next.append(news)
    }
    return next
  }

  /// Takes out what was delivered.
  mutating func remove(_ delivered: News) {
    if let place = waiting.firstIndex(of: delivered) { waiting.remove(at: place) }
  }

  /// Takes out all that would still be said about a job that is no longer ours.
  mutating func removeAll(of held: HeldJob) {
    waiting.removeAll { $0.held == held }
  }
}
