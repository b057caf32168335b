import Testing

@testable import Policies

struct FactsTests {
  private func vocabulary() throws -> Vocabulary {
    try Fixture.set(refuse("facing")).vocabularies[0]
  }

  private func problems(_ json: String) throws -> [FactsProblem] {
    Facts.read(json: json, try vocabulary()).problems
  }

  @Test func `what is left out or null is not stated, and none is an answer`() throws {
    let vocabulary = try vocabulary()
    let (facts, problems) = Facts.read(
      json: #"{"facing": null, "cap": {"none": true}, "live": false}"#, vocabulary)
    #expect(problems == [])
    #expect(facts.value(of: "facing", in: vocabulary) == nil)
    #expect(facts.value(of: "users", in: vocabulary) == nil)
    #expect(facts.value(of: "cap", in: vocabulary) == FactValue.none)
    #expect(facts.value(of: "live", in: vocabulary) == .bool(false))
  }

  @Test func `numbers keep every digit`() throws {
    let vocabulary = try vocabulary()
    let (facts, problems) = Facts.read(
      json: #"{"cap": "1000.50", "rate": "2.5%", "score": 0.85, "turnover": 0.1}"#, vocabulary)
    #expect(problems == [])
    #expect(facts.value(of: "cap", in: vocabulary) == .number(100_050))
    #expect(facts.value(of: "rate", in: vocabulary) == .number(25_000))
    #expect(facts.value(of: "score", in: vocabulary) == .number(85))
    #expect(facts.value(of: "turnover", in: vocabulary) == .number(10))
  }

  @Test(arguments: [
    (#"{"facng": true}"#, "facng", "did you mean `facing`?"),
    (#"{"licences": [{"clas": "bank"}]}"#, "licences[0].clas", "did you mean `class`?"),
    (#"{"autonomy": "act"}"#, "autonomy", "did you mean `acts`?"),
    (#"{"users": 10001}"#, "users", "from 0 to 10000"),
    (#"{"start": "2026-02-30"}"#, "start", "YYYY-MM-DD"),
  ])
  func `a mistake is named with its place and what would help`(
    json: String, path: String, help: String
  ) throws {
    let found = try problems(json)
    #expect(found.map(\.path) == [path])
    #expect(found.first?.help == help)
  }

  @Test(arguments: [
    #"{"facing": "yes"}"#, #"{"users": 1.5}"#, #"{"facing": {"none": true}}"#,
    #"{"only_reads": true}"#, #"{"cap": "1.005"}"#, #"{"plan": "abc"}"#, #"{"review": "sampled"}"#,
    #"[1]"#, #"{"users": 1, "users": 2}"#, #"{"users": 1e3}"#, "{", "",
    #"{"licences": [{},{},{},{},{},{},{},{},{}]}"#,
  ])
  func `what does not fit is refused`(json: String) throws {
    #expect(try problems(json).count == 1)
  }

  @Test func `a message never shows the value`() throws {
    let secret = "S3CRET"
    for json in [#"{"autonomy": "S3CRET"}"#, #"{"start": "S3CRET"}"#, #"{"cap": "S3CRET"}"#] {
      #expect(try problems(json).allSatisfy { !$0.description.contains(secret) })
    }
  }

  @Test func `facts come out as they went in`() throws {
    let vocabulary = try vocabulary()
    var random = RandomFacts(seed: 3)
    for _ in 0..<50 {
      var facts = random.facts(vocabulary, missing: 0.3)
      facts.values[vocabulary.index(of: "plan") ?? 0] = nil
      let (again, problems) = Facts.read(json: facts.json(vocabulary).text(), vocabulary)
      #expect(problems == [])
      #expect(again == facts)
    }
  }

  @Test func `packing and unpacking keeps everything but texts`() throws {
    let vocabulary = try vocabulary()
    var random = RandomFacts(seed: 4)
    for _ in 0..<50 {
      let facts = random.facts(vocabulary, missing: 0.3)
      let packed = PackedRecord(facts, vocabulary)
      let stored = try #require(PackedRecord(bytes: packed.bytes, vocabulary))
      #expect(stored.facts(vocabulary) == facts)
    }
  }

  @Test func `bytes that are no record of the vocabulary are refused`() throws {
    let vocabulary = try vocabulary()
    var random = RandomFacts(seed: 5)
    let bytes = PackedRecord(random.facts(vocabulary, missing: 0), vocabulary).bytes
    #expect(PackedRecord(bytes: [], vocabulary) == nil)
    #expect(PackedRecord(bytes: Array(bytes.dropLast()), vocabulary) == nil)
    var other = bytes
    other[0] ^= 1
    #expect(PackedRecord(bytes: other, vocabulary) == nil)
    var state = bytes
    state[32] = 9
    #expect(PackedRecord(bytes: state, vocabulary) == nil)
  }

  @Test func `the schema names every attribute in both languages`() throws {
    let vocabulary = try vocabulary()
    let properties = try #require(vocabulary.jsonSchema["properties"])
    for attribute in vocabulary.attributes where !attribute.isDerived {
      let property = try #require(properties[attribute.name])
      #expect(property["x-label"]?["zh"] == .string(attribute.label.zh))
    }
    #expect(properties["only_reads"] == nil)
  }
}
