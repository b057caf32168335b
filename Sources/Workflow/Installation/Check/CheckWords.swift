internal import Crypto
internal import Postgres

extension Reading {
  /// Sealed texts: each opens to what its commitment says, or was erased and its key is gone.
  func words(with keystore: KeyStore) async throws -> CheckReport.Part {
    var part = CheckReport.Part("words")
    var after = ""
    while true {
      let rows = try await connection.query(
        """
        SELECT encode(s.commitment, 'hex'), encode(s.sealed, 'hex'), o.name, e.destroyed_at IS NOT NULL
          FROM said s JOIN subject o ON o.id = s.subject LEFT JOIN erasure e USING (commitment)
         WHERE encode(s.commitment, 'hex') > \(after) ORDER BY 1 LIMIT \(Reading.page)
        """)
      for row in rows {
        let (commitment, sealed, place, isDestroyed) = try row.decode(
          (String.self, String.self, String.self, Bool.self))
        after = commitment
        part.looked += 1
        progress("words: \(part.looked)")
        if let fault = fault(commitment, Hexadecimal.decode(sealed) ?? [], isDestroyed, keystore) {
          part.found("\(place) \(commitment.prefix(12))", fault)
        }
      }
      if rows.count < Reading.page { return part }
    }
  }

  private func fault(
    _ commitment: String, _ sealed: [UInt8], _ isDestroyed: Bool, _ keystore: KeyStore
  ) -> String? {
    do throws(Refusal) {
      let words = try SealedWords.open(
        sealed, of: SealedWords.prefix + commitment, from: keystore)
      return switch (words, isDestroyed) {
      case (nil, false): "its key is not there"
      case (_?, true): "its key is there, though it was destroyed"
      default: nil
      }
    } catch {
      return "it is not what its commitment says"
    }
  }
}
