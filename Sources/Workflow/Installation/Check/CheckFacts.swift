internal import Crypto
internal import Foundation
internal import Policies
internal import Postgres
internal import Transparency

extension Reading {
  /// Documents at once: one may be a megabyte.
  private static let documents = 20

  /// Frozen versions: digest and both projections, made again from the document.
  func facts() async throws -> CheckReport.Part {
    var part = CheckReport.Part("facts")
    let vocabularies = try await vocabularies()
    var after = ("00000000-0000-0000-0000-000000000000", Int32(0))
    while true {
      let rows = try await connection.query(
        """
        SELECT v.application::text, v.version, a.reference, v.document, v.salt, v.digest, v.packed,
               encode(v.vocabulary, 'hex')
          FROM application_version v JOIN application a ON a.id = v.application
         WHERE (v.application, v.version) > (\(after.0)::uuid, \(after.1))
         ORDER BY v.application, v.version LIMIT \(Reading.documents)
        """)
      var projected: [CanonicalJSON] = []
      for row in rows {
        let version = try FrozenVersion(row)
        after = (version.application, version.number)
        guard let vocabulary = vocabularies[version.vocabulary] else {
          part.found(version.place, "its vocabulary is not published")
          continue
        }
        if let columns = version.columns(vocabulary, &part) {
          projected.append(
            .object([
              "application": .string(version.application), "version": .integer(Int(version.number)),
              "place": .string(version.place), "columns": .object(columns),
            ]))
        }
      }
      for place in try await misprojected(projected) {
        part.found(place, "its row of facts_application is not what the document says")
      }
      part.looked += rows.count
      progress("facts: \(part.looked) versions")
      if rows.count < Reading.documents { return part }
    }
  }

  /// The vocabularies of applications by their digest.
  private func vocabularies() async throws -> [String: Vocabulary] {
    let rows = try await connection.query(
      "SELECT source FROM vocabulary WHERE name = 'application' ORDER BY version")
    var found: [String: Vocabulary] = [:]
    for row in rows {
      let set = try Sandbox.compile([
        SourceFile(name: "application.vocabulary", text: try row.decode(String.self))
      ])
      if let vocabulary = set.vocabulary(.application) { found[vocabulary.digest.hex] = vocabulary }
    }
    return found
  }

  /// The places whose stored row is another than the columns make.
  private func misprojected(_ versions: [CanonicalJSON]) async throws -> [String] {
    let list = JSON(String(decoding: try CanonicalJSON.array(versions).encoded(), as: UTF8.self))
    return try await connection.query(
      """
      SELECT v->>'place' FROM jsonb_array_elements(\(list)) v
       CROSS JOIN LATERAL jsonb_populate_record(NULL::facts_application, v->'columns'
         || jsonb_build_object('application', v->'application', 'version', v->'version')) made
        LEFT JOIN facts_application f ON (f.application, f.version) = (made.application, made.version)
       WHERE to_jsonb(f) IS DISTINCT FROM to_jsonb(made)
      """
    ).map { try $0.decode(String.self) }
  }
}

/// One frozen version as it is stored.
private struct FrozenVersion {
  let application: String
  let number: Int32
  let reference: String
  let document: String
  let salt: [UInt8]
  let digest: [UInt8]
  let packed: [UInt8]
  let vocabulary: String

  var place: String { "\(reference) version \(number)" }

  init(_ row: Row) throws {
    (application, number, reference, document, salt, digest, packed, vocabulary) = try row.decode(
      (
        String.self, Int32.self, String.self, String.self, [UInt8].self, [UInt8].self,
        [UInt8].self, String.self
      ))
  }

  /// What stands in the table of facts; nil when the document cannot be read.
  func columns(
    _ vocabulary: Vocabulary, _ part: inout CheckReport.Part
  ) -> [String: CanonicalJSON]? {
    if SHA256.digest(salt + Array(document.utf8)).bytes != digest {
      part.found(place, "its digest is not that of salt and document")
    }
    do {
      let frozen = try FrozenFacts(json: document, vocabulary)
      if try frozen.text() != document { part.found(place, "its document is not canonical") }
      if frozen.packed != packed {
        part.found(place, "its packed record is not what the document says")
      }
      return frozen.columns
    } catch {
      part.found(place, "its document cannot be read by its vocabulary")
      return nil
    }
  }
}
