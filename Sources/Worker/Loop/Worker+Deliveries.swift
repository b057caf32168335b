import Compute

extension Worker {
  /// Delivers at each signal until nothing waits.
  ///
  /// News waits for as long as the database is away.
  func deliverAgainAndAgain() async {
    for await _ in deliveries.received {
      var pause = Bounds.deliveryPause.first
      while !outbox.isEmpty && !Task.isCancelled {
        if await deliver() {
          pause = Bounds.deliveryPause.first
        } else {
          try? await Task.sleep(for: pause)
          pause = min(pause * 2, Bounds.deliveryPause.last)
        }
      }
      finishIfEmpty()
    }
  }

  /// One delivery.
  ///
  /// - Returns: Whether the queue answered.
  private func deliver() async -> Bool {
    let batch = outbox.next(most: Bounds.newsAtOnce)
    do throws(QueueError) {
      try await deliver(batch)
      return true
    } catch {
      settings.notice("\(batch.count) pieces of news wait to be delivered. \(error.description)")
      guard case .refused = error else { return false }
      return await deliverEach(of: batch)
    }
  }

  private func deliver(_ batch: [News]) async throws(QueueError) {
    let verdicts = try await queue.settle(batch)
    let found = Dictionary(verdicts.map { ($0.id, $0) }) { first, _ in first }
    for news in batch {
      let verdict = found[news.held.id]
      await settled(news, verdict)
      if let verdict { settings.settled(verdict) }
    }
  }

  /// One refused piece must not hold up the others: it is left to the rescue.
  private func deliverEach(of batch: [News]) async -> Bool {
    for news in batch {
      do throws(QueueError) {
        try await deliver([news])
      } catch {
        guard case .refused = error else { return false }
        settings.notice("News of a job was refused and is given up. \(error.description)")
        await giveUp(news.held)
      }
    }
    return true
  }

  private func settled(_ news: News, _ verdict: Verdict?) async {
    let attempt = attempt(of: news.held)
    let isAccepted = verdict?.isAccepted == true
    guard isAccepted else { return await giveUp(news.held) }
    outbox.remove(news)
    if news.event != .start, let attempt { release(attempt.name) }
  }

  /// The token is no longer current: all else that would be said is stale as well.
  private func giveUp(_ held: HeldJob) async {
    outbox.removeAll(of: held)
    guard let attempt = attempt(of: held) else { return }
    if attempt.phase == .ended {
      release(attempt.name)
    } else {
      attempts[attempt.name]?.lose()
      await stop(attempt.name)
    }
  }

  private func attempt(of held: HeldJob) -> HeldAttempt? {
    attempts.values.first { $0.held == held }
  }
}
