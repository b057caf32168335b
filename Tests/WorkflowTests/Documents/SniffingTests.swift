import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Real files, made by the formats' own rules; those that pretend are real in two ways at once.
struct SniffingTests {
  static func file(_ name: String) throws -> [UInt8] {
    let path = "Tests/WorkflowTests/Fixtures/Files/\(name)"
    return [UInt8](try Data(contentsOf: Repository.root.appending(path: path)))
  }

  static func media(_ bytes: [UInt8]) throws -> MediaType {
    try MediaType.sniffed(in: ReadableBytes(bytes))
  }

  @Test(arguments: [
    ("paper.pdf", MediaType.pdf), ("picture.png", .png), ("picture.jpg", .jpeg),
    ("letter.docx", .wordDocument), ("table.xlsx", .workbook), ("table.csv", .csv),
    ("note.txt", .text), ("facts.json", .json), ("broken.json", .text),
  ])
  func `a file is what its bytes say`(name: String, media: MediaType) throws {
    #expect(try SniffingTests.media(SniffingTests.file(name)) == media)
  }

  @Test(arguments: [
    "picture-then-archive.png", "paper-then-archive.pdf", "paper-and-archive.pdf",
    "archive-after-bytes.docx", "both.docx", "macros.docx", "plain.zip", "old.doc", "program.elf",
  ])
  func `what is two things, hides macros or is no paper is of no type`(name: String) throws {
    #expect(try SniffingTests.media(SniffingTests.file(name)) == .unknown)
  }

  @Test(arguments: ["cut.pdf", "cut.png", "cut.docx", "paper-behind-bytes.pdf"])
  func `a file that is not whole is of no type`(name: String) throws {
    #expect(try SniffingTests.media(SniffingTests.file(name)) == .unknown)
  }

  @Test(arguments: ["note-in-big5.txt", "note-in-utf16.txt", "nul.txt", "page.txt", "picture.svg"])
  func `text is UTF-8 without control characters and without markup`(name: String) throws {
    #expect(try SniffingTests.media(SniffingTests.file(name)) == .unknown)
  }

  @Test func `a paper may carry an archive inside and white space behind its end`() throws {
    let paper = try SniffingTests.file("paper.pdf")
    let archive = try SniffingTests.file("letter.docx")
    let middle = paper.count - 100
    #expect(
      try SniffingTests.media(Array(paper[..<middle]) + archive + paper[middle...]) == .pdf)
    #expect(try SniffingTests.media(paper + Array("\r\n\0\0".utf8)) == .pdf)
    #expect(try SniffingTests.media(paper + Array("\nmore".utf8)) == .unknown)
  }

  @Test func `a file cut anywhere is never taken for another type of office file or picture`()
    throws
  {
    for name in ["letter.docx", "table.xlsx", "picture.png", "picture.jpg"] {
      let whole = try SniffingTests.file(name)
      for end in 4..<whole.count {
        #expect(try SniffingTests.media(Array(whole[..<end])) == .unknown, "\(name) cut at \(end)")
      }
    }
  }

  @Test func `characters that fall across the borders of pieces are whole`() throws {
    let long = Array(String(repeating: "沙盒", count: 40_000).utf8)
    for shift in 0..<6 {
      let text = Array(repeating: UInt8(ascii: "a"), count: shift) + long
      #expect(try SniffingTests.media(text) == .text)
      #expect(try SniffingTests.media(text.dropLast()) == .unknown)
    }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", MediaType.csv), ("a,b\n1,\"2\n3\"\n", .csv), ("a,b\n1,2", .csv),
    ("a,b\n1,2,3\n", .text), ("a,b\n", .text), ("a\nb\n", .text), ("a,b\n1,\"2\n", .text),
  ])
  func `records are told from prose by their width`(text: String, media: MediaType) throws {
    #expect(try SniffingTests.media(Array(text.utf8)) == media)
  }

  @Test func `an archive's directory is bounded and wholly read`() throws {
    let whole = try SniffingTests.file("letter.docx")
    let end = whole.count - 22
    for (offset, value) in [(10, UInt8(9)), (8, 9), (4, 1), (12, 1), (16, 1)] {
      var broken = whole
      broken[end + offset] = value
      #expect(try SniffingTests.media(broken) == .unknown, "offset \(offset)")
    }
    let directory = try #require(
      whole.indices.first { whole[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    var encrypted = whole
    encrypted[directory + 8] |= 1
    #expect(try SniffingTests.media(encrypted) == .unknown)
  }
}

extension SniffingTests {
  private static func media(_ bytes: ArraySlice<UInt8>) throws -> MediaType {
    try media(Array(bytes))
  }
}
