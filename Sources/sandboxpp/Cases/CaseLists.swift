import Workflow

/// `application list` and `review list`: what there is, and what waits.
enum CaseLists {
  static let applications = ListCommand<ApplicationItem>(
    "lists the applications that you may see, newest change first", options: [.state],
    line: {
      "\($0.reference)  \($0.state)  \($0.firmEn)\($0.titleEn.isEmpty ? "" : ": ")\($0.titleEn)"
    },
    read: { arguments, sandbox, caller in
      try await sandbox.applications(state: arguments.value("state"), as: caller)
    })

  static let inbox = ListCommand<InboxItem>(
    "lists what waits for you, by due date",
    line: { item in
      let due = item.dueAt.map { " due \($0)" } ?? ""
      return
        "\(item.reference)  \(item.need) \(item.remit ?? "")\(due)  \(item.titleEn.isEmpty ? item.firmEn : item.titleEn)"
    },
    read: { try await $1.inbox(as: $2) })
}
