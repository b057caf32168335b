import Foundation
import Testing
import TestSupport

/// Words and addresses that have no place in the project.
struct WordTests {
  /// Text that is ours.
  ///
  /// Fixtures are foreign data and stay as they came.
  static let texts: [String: String] = Repository.files().reduce(into: [:]) { texts, path in
    guard !path.contains("/Fixtures/"), let text = try? Repository.text(path) else { return }
    texts[path] = text
  }

  /// In two halves, so that this file does not find itself.
  static let reminders = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

  @Test func `no reminder is left over: what is to be done is done or planned`() throws {
    for (path, text) in Self.texts {
      for word in text.split(whereSeparator: { !$0.isLetter }) where word.count < 6 {
        #expect(!Self.reminders.contains(String(word)), "\(path) says \(word)")
      }
    }
  }

  @Test func `types are named for what they are`() {
    let empty = ["Manager", "Helper", "Util", "Utils", "Utilities", "Service", "Base"]
    let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    for (path, code) in SwiftFiles.all {
      let words = code.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      for (kind, name) in zip(words, words.dropFirst()) where kinds.contains(kind) {
        let suffix = empty.first { name.hasSuffix($0) }
        #expect(suffix == nil, "\(path): \(name) says nothing with its last part")
      }
    }
  }

  @Test func `no path of the machine it was written on is mentioned`() {
    let paths = ["/work" + "/shared", "/work" + "/main", "/tmp" + "/wt", "/tmp" + "/pgdev"]
    for (path, text) in Self.texts {
      for machine in paths {
        #expect(!text.contains(machine), "\(path) mentions \(machine)")
      }
    }
  }

  /// Who may be linked to.
  ///
  /// Everything else is either an invented name or has no place here.
  static let hosts: Set = [
    "www.swift.org", "www.apache.org", "c2sp.org", "www.rfc-editor.org", "www.postgresql.org",
    "www.hkma.gov.hk", "brdr.hkma.gov.hk", "apps.sfc.hk", "www.sfc.hk", "www.ia.org.hk",
    "www.mpfa.org.hk", "www.elegislation.gov.hk", "www.info.gov.hk", "www.w3.org",
    "json-schema.org", "cloudevents.io", "keepachangelog.com", "semver.org", "127.0.0.1",
    "localhost",
  ]

  @Test func `links lead to known places or to invented names`() {
    for (path, text) in Self.texts {
      for host in Self.linkedHosts(in: text) where !host.isEmpty {
        let isInvented = [".example", ".test", ".invalid", "example.com", "example.org"]
          .contains { host.hasSuffix($0) }
        #expect(Self.hosts.contains(host) || isInvented, "\(path) links to \(host)")
      }
    }
  }

  /// The host of each http and https address; empty where it is put together at run time.
  static func linkedHosts(in text: String) -> [String] {
    let parts = text.components(separatedBy: "://")
    return zip(parts, parts.dropFirst()).compactMap { before, rest in
      guard before.hasSuffix("http") || before.hasSuffix("https") else { return nil }
      return String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) })
    }
  }

  @Test func `the host of every link is found`() {
    let text = "see https://c2sp.org/tlog-tiles, http://127.0.0.1:8080 and ftp://a.b"
    #expect(Self.linkedHosts(in: text) == ["c2sp.org", "127.0.0.1"])
  }
}
