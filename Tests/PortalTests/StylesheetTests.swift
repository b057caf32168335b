import Foundation
import HTTPServer
import Testing

@testable import Portal

struct StylesheetTests {
  private let css = String(decoding: Assets.shared.stylesheet.bytes, as: UTF8.self)

  /// The colours of one theme, the light one's where the dark does not change them.
  private func tokens(dark: Bool) throws -> [String: String] {
    let blocks = css.components(separatedBy: ":root {").dropFirst().prefix(2).map {
      $0.prefix { $0 != "}" }
    }
    try #require(blocks.count == 2)
    var found: [String: String] = [:]
    for block in dark ? blocks : Array(blocks.prefix(1)) {
      for line in block.split(separator: ";") {
        let parts = line.split(separator: ":").map {
          $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") else { continue }
        found[String(parts[0].dropFirst(2))] = parts[1]
      }
    }
    return found
  }

  /// Relative luminance (WCAG 2.2).
  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    try #require(colour.count == 7)
    let channels = [number >> 16, number >> 8, number].map { byte -> Double in
      let value = Double(byte & 255) / 255
      return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  @Test(arguments: [false, true])
  func `text has a contrast of four and a half, lines of three`(dark: Bool) throws {
    let colours = try tokens(dark: dark)
    func contrast(_ front: String, _ back: String) throws -> Double {
      let pair = [
        try luminance(try #require(colours[front])), try luminance(try #require(colours[back])),
      ]
      return ((pair.max() ?? 0) + 0.05) / ((pair.min() ?? 0) + 0.05)
    }
    let text = [
      ("ink", "ground"), ("ink", "panel"), ("quiet", "ground"), ("quiet", "panel"),
      ("accent", "ground"), ("accent", "panel"), ("accent-deep", "ground"),
      ("accent-deep", "accent-tint"), ("warning", "ground"), ("warning", "warning-tint"),
      ("danger", "ground"), ("danger", "danger-tint"), ("danger-deep", "danger-tint"),
      ("good", "ground"), ("good", "panel"), ("on-strong", "accent"), ("on-strong", "accent-deep"),
      ("on-strong", "danger"), ("on-strong", "danger-deep"), ("on-focus", "focus"),
      ("ink", "warning-tint"),
    ]
    for (front, back) in text { #expect(try contrast(front, back) >= 4.5, "\(front) on \(back)") }
    for remit in RemitWording.all.keys.map({ $0.lowercased() }) {
      #expect(try contrast("ink", "\(remit)-tint") >= 4.5, "\(remit)")
      #expect(try contrast("on-strong", remit) >= 4.5, "\(remit)")
    }
    #expect(try contrast("line", "ground") >= 3)
    #expect(try contrast("line", "panel") >= 3)
  }

  @Test func `every colour is a token`() throws {
    let end = try #require(css.range(of: "*, ::before")).lowerBound
    let rules = css[end...]
    #expect(rules.firstMatch(of: #/#[0-9a-fA-F]{3,8}\b\s*[;,)]|rgb|hsl/#) == nil)
  }

  @Test func `nothing is fetched from elsewhere`() {
    for forbidden in ["url(", "@import", "http", "@font-face"] {
      #expect(!css.contains(forbidden), "\(forbidden)")
    }
  }

  @Test func `every state, outcome and desk is drawn`() {
    for shape in StateWording.Shape.allCases { #expect(css.contains(".\(shape.rawValue) .shape")) }
    for remit in RemitWording.all.keys { #expect(css.contains(".remit.\(remit.lowercased()) ")) }
    for outcome in OutcomeRow.Outcome.allCases {
      #expect(css.contains(".outcome.\(outcome.rawValue) .mark"))
    }
  }

  @Test func `an asset is served for good under an address that names its content`() async throws {
    for asset in [Assets.shared.stylesheet, Assets.shared.script] {
      let target = try #require(RequestTarget(asset.path))
      let response = await SamplePages.get(target)
      #expect(response.status == .ok)
      #expect(response.headers["Cache-Control"]?.contains("immutable") == true)
      let tag = try #require(response.headers["ETag"])
      let again = await SamplePages.get(target, headers: ["If-None-Match": tag])
      #expect(again.status == .notModified)
    }
  }
}
