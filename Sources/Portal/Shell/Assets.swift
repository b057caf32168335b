internal import Crypto
internal import Foundation
internal import HTTPServer

/// The stylesheet and the script, each at an address that names its content.
struct Assets: Sendable {
  /// One of them.
  struct Asset: Sendable {
    let path: String
    let contentType: String
    let bytes: [UInt8]
    /// For `integrity` and `ETag`: what the address promises.
    let digest: String
  }

  /// They never change under one address, so a browser keeps them a year and asks once.
  private static let caching = "public, max-age=31536000, immutable"

  let stylesheet: Asset
  let script: Asset

  /// The ones that were built with the program.
  static let shared = Assets()

  private init() {
    stylesheet = Assets.load("portal", "css", "text/css; charset=utf-8")
    script = Assets.load("portal", "js", "text/javascript; charset=utf-8")
  }

  private static func load(_ name: String, _ kind: String, _ contentType: String) -> Asset {
    let address = Bundle.module.url(
      forResource: name, withExtension: kind, subdirectory: "Assets")
    guard let address, let data = try? Data(contentsOf: address) else {
      preconditionFailure("\(name).\(kind) is missing beside the program; build it again")
    }
    let bytes = Array(spare(String(decoding: data, as: UTF8.self)).utf8)
    let digest = SHA256.digest(bytes).hex
    return Asset(
      path: "/assets/\(digest.prefix(16)).\(kind)", contentType: contentType, bytes: bytes,
      digest: digest)
  }

  /// Without what only the reader of the source needs: indentation, empty lines, lines of comment.
  ///
  /// Neither file has text that goes over lines.
  private static func spare(_ source: String) -> String {
    source.split(separator: "\n").compactMap { line -> Substring? in
      let rest = line.drop { $0 == " " }
      let isRemark = rest.hasPrefix("//") || rest.hasPrefix("/*") && rest.hasSuffix("*/")
      return rest.isEmpty || isRemark ? nil : rest
    }.joined(separator: "\n") + "\n"
  }

  /// The routes that serve them.
  var routes: Routes {
    var routes = Routes()
    for asset in [stylesheet, script] {
      routes.on(.get, asset.path) { _ in
        var response = Response(contentType: asset.contentType, body: .bytes(asset.bytes))
        response.headers["Cache-Control"] = Assets.caching
        response.headers["ETag"] = "\"\(asset.digest)\""
        return response
      }
    }
    return routes
  }
}
