import Foundation
import Postgres
import Samples
import TestSupport
import Testing
import Workflow

@Suite struct SampleTests {
  @Test func `the sample programme loads through the use cases`() async throws {
    try await TestDatabase.with(schema: []) { database in
      let owner = try Installation.pool(database.configuration.connectionString)
      let installation = Installation(owner)
      try await installation.initialise(schema: try Repository.text("schema.sql"))
      let loader = try SampleLoader(
        root: Repository.root.path, installation, Sandbox(owner)
      ) { print($0) }
      try await loader.loadProgramme()
      await owner.close()
    }
  }
}
