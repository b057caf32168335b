internal import Workflow

/// The main navigation and the first page of each audience.
enum Places {
  static func of(_ audience: Caller.Audience) -> [PageContext.Place] {
    switch audience {
    case .firm:
      [PageContext.Place(path: "/applications", label: Phrase("Applications", "申請"))]
    case .officer:
      [
        PageContext.Place(path: "/inbox", label: Phrase("Inbox", "待辦")),
        PageContext.Place(path: "/applications", label: Phrase("Cases", "個案")),
        PageContext.Place(path: "/policies", label: Phrase("Policies", "政策")),
      ]
    case .panel: [PageContext.Place(path: "/panel", label: Phrase("Panel", "評審小組"))]
    case .operator:
      [
        PageContext.Place(path: "/floor", label: Phrase("Compute", "算力")),
        PageContext.Place(path: "/calendar", label: Phrase("Calendar", "日曆")),
      ]
    case .auditor:
      [
        PageContext.Place(path: "/audit", label: Phrase("Audit trail", "審計追蹤")),
        PageContext.Place(path: "/applications", label: Phrase("Cases", "個案")),
        PageContext.Place(path: "/policies", label: Phrase("Policies", "政策")),
      ]
    case .worker, .sealer, .clockwork, .visitor: []
    }
  }

  /// Where somebody begins.
  static func home(of audience: Caller.Audience) -> String { of(audience).first?.path ?? "/" }
}
