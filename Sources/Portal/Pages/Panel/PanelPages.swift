internal import HTTPServer
internal import Workflow

/// The pages of the panel.
enum PanelPages {
  static let pages = {
    Pages(for: .panel)
  }()
}
