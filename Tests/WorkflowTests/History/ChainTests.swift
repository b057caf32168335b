import Crypto
import Foundation
import Postgres
import Testing

/// Every entry's bytes, read by a second reader, and every chain recomputed from them.
@Suite struct ChainTests {
  private struct Stored {
    let subject: String
    let seq: Int
    let act: String
    let type: String
    let account: String?
    let entry: [UInt8]
    let leaf: [UInt8]
  }

  @Test func `every chain holds, and its entries are what the rows beside them say`() async throws {
    try await World.with { world in
      try await world.fill()
      let entries = try await stored(in: world)
      #expect(entries.count > 1000)
      var ids: Set<String> = []
      var heads: [String: (seq: Int, leaf: [UInt8], time: String)] = [:]
      for entry in entries {
        let value = try CanonicalReader.read(entry.entry)
        let previous = heads[entry.subject] ?? (0, [UInt8](repeating: 0, count: 32), "")
        #expect(entry.seq == previous.seq + 1, "\(entry.subject) \(entry.seq)")
        #expect(value["seq"]?.number == entry.seq)
        #expect(value["prev"]?.text == Hexadecimal.encode(previous.leaf))
        #expect(entry.leaf == SHA256.digest([0] + entry.entry).bytes)
        let time = value["time"]?.text ?? ""
        #expect(time > previous.time && isTime(time), "\(time) after \(previous.time)")
        let id = value["id"]?.text ?? ""
        #expect(id.count == 32 && ids.insert(id).inserted)
        check(value, of: entry)
        heads[entry.subject] = (entry.seq, entry.leaf, time)
      }
      try await compare(heads.mapValues { ($0.seq, Hexadecimal.encode($0.leaf)) }, in: world)
    }
  }

  private func check(_ value: CanonicalReader.Value, of entry: Stored) {
    #expect(value["subject"]?.text == entry.subject)
    #expect(value["type"]?.text == entry.type)
    #expect(value["specversion"]?.text == "1.0" && value["source"]?.text == "hk.sandboxpp")
    #expect(value["datacontenttype"]?.text == "application/json")
    #expect(value["authid"]?.text == entry.account ?? "act")
    #expect(["user", "system"].contains(value["authtype"]?.text))
    let data = value["data"]
    #expect(data?["act"]?.text == entry.act && data?["lifecycle"]?.number == 1)
    #expect((data?["from"] == nil) == (data?["to"] == nil))
    #expect(data?["role"]?.text?.isEmpty == false)
    if case .object(let members)? = value as CanonicalReader.Value? {
      #expect(members.count == 12)
    }
  }

  private func isTime(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil
  }

  /// The subjects' own heads are those of their last entries.
  private func compare(_ heads: [String: (Int, String)], in world: World) async throws {
    let rows = try await world.connection.query(
      "SELECT name, seq, encode(head, 'hex') FROM subject WHERE seq > 0")
    #expect(rows.count == heads.count)
    for row in rows {
      let (name, seq, head) = try row.decode((String.self, Int.self, String.self))
      #expect(heads[name]?.0 == seq && heads[name]?.1 == head, "\(name)")
    }
  }

  private func stored(in world: World) async throws -> [Stored] {
    let rows = try await world.connection.query(
      """
      SELECT s.name, e.seq, e.act::text, e.type, e.account::text, e.entry, e.leaf::bytea
        FROM audit_event e JOIN subject s ON s.id = e.subject ORDER BY e.id
      """)
    return try rows.map { row in
      let (subject, seq, act, type, account, entry, leaf) = try row.decode(
        (
          String.self, Int.self, String.self, String.self, String?.self, [UInt8].self, [UInt8].self
        ))
      return Stored(
        subject: subject, seq: seq, act: act, type: type, account: account, entry: entry, leaf: leaf
      )
    }
  }

  @Test(arguments: [
    "quote \" backslash \\ slash / tab \t newline \n return \r bell \u{7} null-like \u{1} delete \u{7F}",
    "中文 é 👩‍💻 \u{2028}\u{2029} \u{FEFF} \u{FFFF} \u{10FFFF}",
    "</script> {\"to\":\"offered\"} \\u0041",
    String(repeating: "長", count: 3000),
  ])
  func `whatever a person writes stands in the entry as they wrote it`(text: String) async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let words = ["authority": "IA", "gateway": text]
      let detail = JSON(String(decoding: try JSONEncoder().encode(words), as: UTF8.self))
      try await world.run(
        "SELECT done('sfc.approver', 'supervision/' || \(app) || '/SFC', 'disclosed', \(detail))")
      let bytes = try await world.value(
        "SELECT entry FROM audit_event WHERE type LIKE '%.disclosed.%' ORDER BY id DESC LIMIT 1",
        as: [UInt8].self)
      let value = try CanonicalReader.read(bytes)
      #expect(value["data"]?["detail"]?["gateway"]?.text == text)
    }
  }
}
