internal import Foundation
internal import Workflow

/// The sample cohort as its files tell it; `deploy/samples/README.md` says what each field means.
struct SampleFiles: Sendable {
  let firms: [Firm]
  let people: [Person]
  let applications: [Application]
  let calendar: CalendarFile
  /// Vocabularies and policies, by file name.
  let vocabularies: [(file: String, text: String)]
  let policies: [(file: String, text: String)]

  struct Firm: Decodable, Sendable {
    let key: String
    let nameEn: String
    let nameZh: String
    let kind: String
    let licences: [Licence]?
  }

  struct Licence: Decodable, Sendable {
    let regime: String
    let `class`: String
    let number: String
    let status: String

    /// The remit that keeps the register of this regime.
    var remit: String {
      [
        "cap155": "HKMA", "cap584": "SVF", "cap571": "SFC", "cap41": "IA", "cap485": "MPFA",
      ][regime] ?? "HKMA"
    }
  }

  struct Person: Decodable, Sendable {
    let key: String
    let nameEn: String
    let nameZh: String
    let grants: [Grant]
  }

  struct Grant: Decodable, Sendable {
    let role: String
    let remit: String?
    let firm: String?
    /// A joint policy: every author of a remit may write those, so no role stands for it.
    let policy: String?

    /// What an auditor reads: `cases`, and `log` for the bundles of the whole log.
    let scope: [String]?

    /// The remit or firm that the role is held in; roles of the platform are held in none.
    var of: String { remit ?? firm ?? "" }

    /// The role, with the one that the scope stands for.
    var roles: [(role: String, of: String)] {
      [(role, of)] + (scope?.contains("log") == true ? [("log_reader", "")] : [])
    }
  }

  /// One application; its facts stay JSON text, for the policies' own reader.
  struct Application: Sendable {
    let file: String
    let titleEn: String
    let titleZh: String
    let firm: String
    let plannedOutcome: String
    let plannedNote: String
    let predictions: String?
    let facts: String
  }
}

extension SampleFiles {
  /// Reads the files of a checkout.
  ///
  /// - Parameter root: the folder that holds `deploy/` and `Sources/`.
  /// - Throws: the system's error when a file is missing or malformed.
  init(root: String) throws {
    let samples = root + "/deploy/samples"
    firms = try SampleFiles.list("firms", in: samples + "/firms.json")
    people = try SampleFiles.list("people", in: samples + "/people.json")
    calendar = try CalendarFile(
      json: try SampleFiles.contents(root + "/deploy/calendars/hong-kong.json"))
    applications = try SampleFiles.names(in: samples + "/applications", ending: ".json").map {
      try SampleFiles.application(samples + "/applications/" + $0, file: $0)
    }
    let regulators = root + "/Sources/Policies/Regulators"
    vocabularies = try SampleFiles.texts(in: regulators, ending: ".vocabulary")
    // The joint policy first: the desks' policies build on it.
    let policies = try SampleFiles.texts(in: regulators, ending: ".policy")
    self.policies =
      policies.filter { $0.file == "joint.policy" } + policies.filter { $0.file != "joint.policy" }
  }

  private static func names(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }
      .sorted()
  }

  private static func texts(
    in folder: String, ending: String
  ) throws -> [(file: String, text: String)] {
    try names(in: folder, ending: ending).map {
      ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
    }
  }

  private static func list<Item: Decodable>(_ name: String, in file: String) throws -> [Item] {
    try decoder().decode([String: Either<Item>].self, from: try contents(file))[name]?.list ?? []
  }

  private static func application(_ path: String, file: String) throws -> Application {
    struct Shape: Decodable {
      let titleEn: String
      let titleZh: String
      let firm: String
      let plannedOutcome: String
      let plannedNote: String
      let predictions: String?
    }
    let bytes = try contents(path)
    let shape = try decoder().decode(Shape.self, from: bytes)
    let whole = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let facts = try JSONSerialization.data(
      withJSONObject: whole?["facts"] ?? [:] as [String: Any], options: .sortedKeys)
    return Application(
      file: file, titleEn: shape.titleEn, titleZh: shape.titleZh, firm: shape.firm,
      plannedOutcome: shape.plannedOutcome, plannedNote: shape.plannedNote,
      predictions: shape.predictions,
      facts: String(decoding: facts, as: UTF8.self))
  }

  private static func contents(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path))
  }

  private static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  /// A member that is a list, beside others that are words.
  private enum Either<Item: Decodable>: Decodable {
    case items([Item])
    case words

    init(from decoder: any Decoder) throws {
      if (try? String(from: decoder)) != nil {
        self = .words
      } else {
        self = .items(try [Item](from: decoder))
      }
    }

    var list: [Item]? {
      if case .items(let items) = self { items } else { nil }
    }
  }
}
