internal import HTTPServer
internal import Workflow

/// The pages of the auditors.
enum AuditPages {
  static let pages = {
    Pages(for: .auditor)
  }()
}
