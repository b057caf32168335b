import Postgres
import Foundation
import Samples
import Workflow

/// `sample load`: loads the sample cohort, each act done by one of its invented people.
struct SampleLoadCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "load", summary: "loads the sample cohort into a fresh installation",
    options: [
      .database, .keystore,
      OptionShape(
        name: "root", kind: .value(placeholder: "FOLDER"),
        summary: "The folder that holds deploy/samples (default: the one it is run in)"),
      OptionShape(
        name: "first", kind: .value(placeholder: "NUMBER"),
        summary: "Only so many applications; the first is the walkthrough's"),
    ],
    details: "Firms, people and results are invented. Every act is done through the use cases.")

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let root = arguments.value("root") ?? FileManager.default.currentDirectoryPath
    let pool = try Installation.pool(arguments.requiredValue("database"))
    let loader = try SampleLoader(
      root: root, Installation(pool),
      Sandbox(pool, keystore: try Domain.keystore(arguments))
    ) {
      console.progress($0)
    }
    try await loader.loadProgramme()
    try await loader.walkApplications(first: try arguments.integer("first", in: 0...1_000) ?? .max)
    await pool.close()
    return Answer(["loaded": true], "The sample cohort is loaded.")
  }
}
