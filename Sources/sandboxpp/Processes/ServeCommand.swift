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
      name: "scanner", kind: .value(placeholder: "SOCKET"),
      summary: "clamd's Unix socket: files that come in are scanned for viruses first",
      environment: "SANDBOXPP_SCANNER"),
    OptionShape(
      name: "scan-required", kind: .flag,
      summary: "Takes no file that could not be scanned"),
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
    let scanner = try ServeCommand.scanner(arguments)
    let site = Site(
      Sandbox(
        pool, content: arguments.value("content"), scanner: scanner,
        keystore: try Domain.keystore(arguments)),
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
    console.print(ServeCommand.scanning(scanner))
    await Termination.cancelled()
    await Termination.inOrder {
      await listener.stop()
      await pool.close()
    }
  }

  /// - Throws: `CommandError` where scans are required of no scanner.
  private static func scanner(_ arguments: Arguments) throws -> VirusScanner? {
    let isRequired = arguments.flag("scan-required")
    guard let socket = arguments.value("scanner") else {
      guard !isRequired else {
        throw CommandError(
          "--scan-required names no scanner", help: "Give --scanner SOCKET as well.")
      }
      return nil
    }
    return VirusScanner(socket: socket, isRequired: isRequired)
  }

  /// Whether files are scanned, in a line.
  private static func scanning(_ scanner: VirusScanner?) -> String {
    guard let scanner else { return "Virus scan of files: off" }
    return "Virus scan of files: on, by clamd at \(scanner.socket)"
      + (scanner.isRequired ? "; no file is taken without" : "")
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
