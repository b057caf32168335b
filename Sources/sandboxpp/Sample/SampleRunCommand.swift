import Compute
import Foundation
import Postgres
import Samples
import Workflow

/// `sample run`: takes the sample's trials on, with real jobs on a real worker.
struct SampleRunCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "run", summary: "takes the sample's trials on, once the parts run",
    options: [
      .database, .content,
      OptionShape(
        name: "root", kind: .value(placeholder: "FOLDER"),
        summary: "The folder that holds deploy/samples (default: the one it is run in)"),
    ],
    details: """
      Applications that the sample plans as in trial, suspended or closed go on from where they
      stand: what was done is not done again. A worker must run; each wait is bounded.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let root = arguments.value("root") ?? FileManager.default.currentDirectoryPath
    let folder = URL(fileURLWithPath: arguments.requiredValue("content")).standardizedFileURL.path
    let pool = try Installation.pool(arguments.requiredValue("database"), connections: 2)
    let loader = try SampleLoader(
      root: root, Installation(pool),
      Sandbox(pool, keystore: try Domain.keystore(arguments))
    ) {
      console.progress($0)
    }
    try await loader.runTrials(with: try ContentStore(root: folder))
    await pool.close()
    return Answer(["run": true], "The sample's trials stand where the sample plans them.")
  }
}
