import Dispatch
import Foundation
import Policies

/// The solver for tests; nil where the machine has none.
enum Z3 {
  static let program = ["/usr/bin/z3", "/usr/local/bin/z3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var prover: Prover? { program.map { program in Prover { run(program, $0) } } }

  private static func run(_ program: String, _ script: String) -> String? {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = ["-in"]
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    DispatchQueue.global().async {
      try? input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
      try? input.fileHandleForWriting.close()
    }
    let answer = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }
}

/// With the solver where there is one, and without.
enum ProofRoad: CaseIterable, CustomStringConvertible {
  case solver, search

  static var all: [ProofRoad] { Z3.program == nil ? [.search] : [.solver, .search] }

  var prover: Prover? { self == .solver ? Z3.prover : nil }

  var description: String { self == .solver ? "z3" : "search" }
}
