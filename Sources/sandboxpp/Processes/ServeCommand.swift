import Foundation
import HTTPServer
import Portal
import Postgres
import Workflow

/// `serve`: the portal, its pages and its log's addresses.
struct ServeCommand: Command {
  let shape = CommandShape(
    name: "serve", summary: "serves the portal until it is asked to end",
    options: [.database] + options,
    details: """
      It logs in to the database as the role portal and takes, for each request, the role of who \
      asks. It ends on SIGTERM once what runs is answered.
      """)

  /// What the portal is told beside its database.
  static let options = [
    OptionShape(
      name: "listen", kind: .value(placeholder: "ADDRESS:PORT"),
      summary: "Where to listen; [ADDRESS]:PORT for IPv6", isRequired: true),
    OptionShape(
      name: "origin", kind: .value(placeholder: "URL"),
      summary: "Scheme and host as browsers see them, behind a proxy"),
    OptionShape(
      name: "log", kind: .value(placeholder: "FOLDER"),
      summary: "The published log, as the sealer writes it"),
    OptionShape(
      name: "content", kind: .value(placeholder: "FOLDER"),
      summary: "Where uploaded documents are kept"),
    OptionShape(
      name: "exports", kind: .value(placeholder: "FOLDER"),
      summary: "Where exports lie until they are fetched; its owner's alone"),
    OptionShape(
      name: "keys", kind: .value(placeholder: "FOLDER"), summary: "The portal's own keys"),
    .keystore,
  ]

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let connection = arguments.requiredValue(OptionShape.database.name)
    try await Termination.ending {
      try await ServeCommand.serve(arguments, from: connection, on: console)
    }
    return .done
  }

  /// Serves until the task is cancelled, then answers what runs.
  static func serve(
    _ arguments: Arguments, from connection: String, on console: Console
  ) async throws {
    let (address, port) = try ServeCommand.listening(arguments.requiredValue("listen"))
    let pool = try Installation.pool(connection, connections: 16)
    let environment = PortalEnvironment(publicOrigin: arguments.value("origin"))
    let log = arguments.value("log").map(PublishedLog.init(folder:))
    let site = Site(
      Sandbox(
        pool, content: arguments.value("content"), keystore: try Domain.keystore(arguments)),
      log: log,
      exports: arguments.value("exports"), in: environment)
    let router = Portal.router(site) { observation in
      guard let failure = observation.failure else { return }
      console.note(
        "\(observation.requestIdentifier) \(observation.method.rawValue) "
          + "\(observation.pattern ?? "-") \(observation.status.code): \(failure)")
    }
    let listener = try HTTPListener(router, address: address, port: port)
    let host = address.contains(":") ? "[\(address)]" : address
    console.print("The portal listens on http://\(host):\(listener.port)/")
    await Termination.cancelled()
    await Termination.inOrder {
      await listener.stop()
      await pool.close()
    }
  }

  /// Takes `127.0.0.1:8080` and `[::1]:8080` apart.
  static func listening(_ text: String) throws -> (address: String, port: Int) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let port = parts.last.flatMap({ Int($0) }), (0...65_535).contains(port)
    else {
      throw CommandError("--listen is `\(text)`", help: "Give ADDRESS:PORT, as 127.0.0.1:8080.")
    }
    let address = parts.dropLast().joined(separator: ":")
    let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
    return (isBracketed ? String(address.dropFirst().dropLast()) : address, port)
  }
}
