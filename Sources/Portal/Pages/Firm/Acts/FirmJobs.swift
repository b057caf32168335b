internal import HTTPServer
internal import Workflow

/// The page on which a job of a trial is requested: a candidate by the applicant, a measurement of
/// its predictions by the assurance provider.
enum FirmJobs {
  static func form(_ reference: String, _ visit: Visit) async throws -> ActForm {
    do throws(Refusal) {
      return candidate(try await visit.sandbox.application(reference, as: visit.caller))
    } catch {
      guard error.kind == .notFound else { throw error }
      return measurement(try await PartyCases.item(reference, visit), visit.language)
    }
  }

  private static let part = Field(
    name: "part", label: FirmActWording.jobPart,
    kind: .choice(
      ["candidate", "attacker"].map {
        Field.Choice(name: $0, label: FirmWording.parts[$0] ?? .same($0))
      }))
  private static let command = Field(
    name: "command", label: FirmActWording.command, hint: FirmActWording.commandHint,
    kind: .text(limit: 2_000))
  private static let seconds = Field(
    name: "seconds", label: FirmActWording.seconds,
    kind: .number(digits: 0, 1...86_400, unit: FirmActWording.secondsUnit))
  private static let input = Field(
    name: "file", label: FirmActWording.input, kind: .file, isRequired: false)
  private static let predictions = Field(
    name: "file", label: FirmActWording.predictionsFile, hint: FirmActWording.predictionsHint,
    kind: .file)

  private static func candidate(_ view: CaseView) -> ActForm {
    var form = ActForm(
      table: "job", event: "request", subject: view.head.subject, version: nil,
      path: "\(FirmCasePage.path(view))/jobs/new", back: FirmCasePage.step(view),
      explanation: FirmActWording.job, fields: [part, command, seconds, input])
    form.carried = [("kind", "input")]
    form.perform = { form, answers, visit in
      guard case .number(let seconds)? = answers.values["seconds"] else { return }
      var job = JobRequest(
        part: answers.text("part"),
        command: answers.text("command").split(separator: " ").map(String.init),
        seconds: Int(seconds))
      if let file = answers.files.first {
        let kept = try await ArrivingFiles.keep(file, as: "input", visit)
        job.inputs = [("input", kept.digest)]
      }
      _ = try await visit.sandbox.request(
        job, of: form.subject, once: answers.key, as: visit.caller)
    }
    return form
  }

  private static func measurement(_ item: PartyItem, _ language: Language) -> ActForm {
    var form = ActForm(
      table: "job", event: "request", subject: item.subject, version: nil,
      path: "/applications/\(item.reference)/jobs/new", back: FirmWording.listStep,
      explanation: FirmActWording.predictions, preface: PartyCases.summary(item, language),
      fields: [predictions])
    form.carried = [("kind", "predictions")]
    form.perform = { form, answers, visit in
      let kept = try await ArrivingFiles.keep(answers.files.first, as: "predictions", visit)
      _ = try await visit.sandbox.request(
        .validation(of: kept.digest), of: form.subject, once: answers.key, as: visit.caller)
    }
    return form
  }
}
