internal import HTTPServer
internal import Workflow

/// The pages of those who run the compute.
enum OperatorPages {
  static let pages = {
    Pages(for: .operator)
  }()
}
