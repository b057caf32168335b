internal import HTTPServer
internal import Workflow

/// The pages of the regulators: officers, approvers, supervisors, coordinators.
enum DeskPages {
  static let pages = {
    Pages(for: .officer)
  }()
}
