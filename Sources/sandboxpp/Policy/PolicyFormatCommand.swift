import Foundation
import Policies

/// `policy fmt`: the one canonical layout.
struct PolicyFormatCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "fmt", summary: "lays policies and vocabularies out in the one canonical way",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "check", kind: .flag,
        summary: "Changes nothing; names the files that are laid out differently")
    ],
    details: """
      Comments stay, the meaning stays, and a second run changes nothing. The names of the files
      that were changed are printed. With --check the status is 1 when one would be changed; it is
      1 as well when a file cannot be read, and such a file is left alone.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    let isChecked = arguments.flag("check")
    let (files, report) = PolicyCommands.format(sources, isChecked: isChecked)
    for file in files where file.isChanged && !isChecked {
      try Self.write(file.text ?? file.source.text, to: file.source.name)
    }
    return Answer(report)
  }

  private static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandError("cannot write `\(path)`", help: "Look at who owns it, and at the disk.")
    }
  }
}
