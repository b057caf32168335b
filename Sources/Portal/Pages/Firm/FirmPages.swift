internal import HTTPServer
internal import Workflow

/// The pages of firms.
enum FirmPages {
  static let pages = {
    Pages(for: .firm)
  }()
}
