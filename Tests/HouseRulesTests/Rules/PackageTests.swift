import Foundation
import Testing
import TestSupport

/// One supply chain: the toolchain and the operating system.
struct PackageTests {
  @Test func `the package depends on no other package`() throws {
    let manifest = CodeText(try Repository.text("Package.swift")).text
    #expect(!manifest.contains(".package("))
    #expect(!manifest.contains("PackageDependency"))
  }

  @Test func `every target is strict`() throws {
    let manifest = CodeText(try Repository.text("Package.swift")).text
    let targets =
      manifest.components(separatedBy: "arget(\n").count - 1
      + manifest.components(separatedBy: "arget(name:").count - 1
    let strict = manifest.components(separatedBy: "swiftSettings: strict").count - 1
    #expect(targets > 10)
    #expect(strict == targets, "\(targets) targets, \(strict) of them strict")
  }

  @Test func `warnings are errors`() throws {
    #expect(try Repository.text("Package.swift").contains(".treatAllWarnings(as: .error)"))
  }
}
