import HTTPServer
import Testing

@testable import Portal

struct FieldTests {
  private func read(
    _ kind: Field.Kind, _ typed: [(String, String)], isRequired: Bool = true,
    allowsNone: Bool = false
  ) -> (FieldValue?, [Phrase]) {
    let field = Field(
      name: "a.b", label: Phrase("B", "乙"), kind: kind, isRequired: isRequired,
      allowsNone: allowsNone)
    var reader = FieldReader(Parameters(typed))
    let value = reader.read(field)
    return (value, reader.errors.map(\.message))
  }

  private let choices = [
    Field.Choice(name: "x", label: Phrase("X", "甲")),
    Field.Choice(name: "y", label: Phrase("Y", "丙")),
  ]

  @Test func `each kind of answer is understood`() throws {
    #expect(read(.text(limit: 5), [("a.b", "  héllo ")]).0 == .text("héllo"))
    #expect(read(.longText(limit: 5), [("a.b", "a\r\nb")]).0 == .text("a\r\nb"))
    #expect(read(.secret, [("a.b", " keep ")]).0 == .text(" keep "))
    #expect(read(.yesNo, [("a.b", "no")]).0 == .bool(false))
    #expect(read(.choice(choices), [("a.b", "y")]).0 == .member("y"))
    #expect(
      read(.choices(choices), [("a.b", "y"), ("a.b", "x")]).0 == .members(["x", "y"]))
    #expect(read(.money(0...1_000_000), [("a.b", "HK$1,234.50")]).0 == .number(123_450))
    #expect(read(.percent(0...1_000_000), [("a.b", "2.5%")]).0 == .number(25_000))
    #expect(
      read(.number(digits: 0, -5...5_000, unit: nil), [("a.b", "1,200")]).0 == .number(1_200))
    let day = try #require(CivilDay(year: 2028, month: 2, day: 29))
    #expect(
      read(.date, [("a.b.day", "29"), ("a.b.month", "02"), ("a.b.year", "2028")]).0 == .date(day))
    #expect(day.text == "2028-02-29")
  }

  @Test(arguments: [
    "12,34", "1,2345", "1.", ".5", "1.2.3", "abc", "1e3", "１２", "9999999999999999999",
  ])
  func `what is no number is an error that says what to do`(text: String) {
    let (value, errors) = read(.money(0...1_000_000), [("a.b", text)])
    #expect(value == nil)
    #expect(errors == [FieldWording.notANumber(2)])
  }

  @Test func `an answer outside its range, too long or not offered is an error`() {
    #expect(
      read(.money(100...5_000), [("a.b", "0.99")]).1 == [FieldWording.outside("1", "50")])
    #expect(read(.text(limit: 3), [("a.b", "four")]).1 == [FieldWording.tooLong(3)])
    #expect(read(.choice(choices), [("a.b", "z")]).1 == [FieldWording.notOffered])
    #expect(
      read(.choices(choices), [("a.b", "x"), ("a.b", "z")]).1 == [FieldWording.notOffered])
    #expect(read(.yesNo, [("a.b", "maybe")]).1 == [FieldWording.notOffered])
  }

  @Test(arguments: [
    ("29", "2", "2026"), ("31", "4", "2026"), ("0", "1", "2026"), ("1", "", "2026"),
    ("1", "13", "2026"), ("1", "1", "26"),
  ])
  func `a day that the calendar lacks is an error`(day: String, month: String, year: String) {
    let typed = [("a.b.day", day), ("a.b.month", month), ("a.b.year", year)]
    #expect(read(.date, typed).1 == [FieldWording.noSuchDay])
  }

  @Test func `none is an answer of its own, and not beside another`() {
    let money = Field.Kind.money(0...1_000_000)
    #expect(read(money, [("a.b.none", "1")], allowsNone: true).0 == FieldValue.none)
    #expect(
      read(money, [("a.b", "5"), ("a.b.none", "1")], allowsNone: true).1
        == [FieldWording.noneOrValue])
    #expect(read(.choices(choices), [("a.b.none", "1")], allowsNone: true).0 == FieldValue.none)
  }

  @Test func `nothing typed is missing where an answer is needed, else nothing`() {
    #expect(read(.yesNo, []).1.count == 1)
    let (value, errors) = read(.text(limit: 9), [("a.b", "   ")], isRequired: false)
    #expect(value == nil && errors.isEmpty)
  }

  private let list = Field(
    name: "p", label: Phrase("Providers", "供應商"),
    kind: .list(
      [Field(name: "name", label: Phrase("Name", "名稱"), kind: .text(limit: 9))], atMost: 3))

  @Test func `records are read one by one, errors name the record`() throws {
    var reader = FieldReader(Parameters([("p.count", "2"), ("p.0.name", "one")]))
    #expect(reader.read(list) == .list([["name": .text("one")], [:]]))
    #expect(reader.errors.map(\.field) == ["p.1.name"])
    #expect(reader.errors.first?.label == Phrase("Item 2, Name", "第2項，名稱"))
  }

  @Test func `a record is added up to the limit and removed from the middle`() throws {
    let typed = Parameters([
      ("p.count", "3"), ("p.0.name", "a"), ("p.1.name", "b"), ("p.2.name", "c"), ("other", "kept"),
    ])
    let full = RecordList.edited(typed.setting(RecordList.addButton, to: "p"), lists: [list])
    #expect(full?["p.count"] == "3")
    let less = try #require(
      RecordList.edited(typed.setting(RecordList.removeButton, to: "p.1"), lists: [list]))
    #expect(less["p.count"] == "2" && less["p.0.name"] == "a" && less["p.1.name"] == "c")
    #expect(less["p.2.name"] == nil && less["other"] == "kept")
    #expect(RecordList.edited(typed, lists: [list]) == nil)
    let odd = typed.setting(RecordList.removeButton, to: "p.7")
    #expect(RecordList.edited(odd, lists: [list]) == nil)
  }

  @Test func `a count beyond the limit shows no more records than there may be`() {
    #expect(RecordList.count(list, Parameters([("p.count", "999999999")]), limit: 3) == 3)
    #expect(RecordList.count(list, Parameters([("p.count", "-1")]), limit: 3) == 0)
  }

  @Test func `numbers survive being written and read again`() {
    for number in [Int64.min + 1, -250, -1, 0, 1, 5, 250, 1_000_000, Int64.max] {
      for digits in 0...4 {
        let text = ScaledNumber.text(number, digits: digits)
        #expect(ScaledNumber.parse(text, digits: digits) == number)
      }
    }
  }
}
