import Policies

/// A small vocabulary with an attribute of every type, and policies over it.
enum Fixture {
  static let vocabulary = SourceFile(name: "test.vocabulary", text: application)
  static let variation = SourceFile(
    name: "variation.vocabulary",
    text: """
      vocabulary variation 1 en "Variation" zh "更改"
      attribute kind_of_change : { model en "Model" zh "模型", users en "Users" zh "用戶" }
        en "Kind" zh "類別" for all by firm from variation ask en "Kind?" zh "類別？"
      """)
  static let metrics = SourceFile(
    name: "metrics.vocabulary",
    text: """
      vocabulary metrics 1 en "Metrics" zh "量度"
      attribute error_rate : percent measured en "Errors" zh "錯誤率" for all by system from during
      """)

  static let header = """
    policy sample 1.0.0 for joint from 2020-01-01 en "Sample" zh "示例"
    vocabulary application 1, metrics 1, variation 1
    instrument LAW en "A law" zh "法例" mark read

    """

  /// Compiles statements under the usual header.
  static func compile(_ statements: String) -> Compilation {
    PolicySet.compile(sources(statements))
  }

  static func sources(_ statements: String) -> [SourceFile] {
    [vocabulary, metrics, variation, SourceFile(name: "sample.policy", text: header + statements)]
  }

  /// The set, or nil after recording what was found.
  static func set(_ statements: String) throws -> PolicySet {
    let compilation = compile(statements)
    guard let set = compilation.set else {
      throw Unexpected(findings: compilation.findings.map(\.text).joined(separator: "\n"))
    }
    return set
  }

  struct Unexpected: Error, CustomStringConvertible {
    let findings: String
    var description: String { findings }
  }

  private static let application = """
    vocabulary application 1 en "Application" zh "申請"
    remit HKMA en "HKMA" zh "金管局"
    remit SFC en "SFC" zh "證監會"
    operator Cyberport en "Cyberport" zh "數碼港"
    role approver en "Approver" zh "核准人"
    paper model_card en "Model card" zh "模型說明書"
    timer first_review en "First review" zh "首次審核"
    resource gpu_hours en "GPU hours" zh "GPU小時"
    enum authority { HKMA en "HKMA" zh "金管局" SFC en "SFC" zh "證監會" }
    record licence {
      class : { bank en "Bank" zh "銀行", broker en "Broker" zh "經紀", none en "None" zh "無" }
        en "Class" zh "類別" ask en "Class?" zh "類別？"
      principal : bool en "Principal" zh "主要" ask en "Principal?" zh "主要？"
      since : date or none en "Since" zh "自" ask en "Since?" zh "何時？"
      staff : int 0..1_000 en "Staff" zh "員工" ask en "Staff?" zh "員工？"
    }
    attribute licences : list of licence at most 8
      en "Licences" zh "牌照" ask en "Licences?" zh "牌照？" for all by firm
    attribute choice : authority en "Choice" zh "選擇" ask en "Choice?" zh "選擇？" for all by firm
    attribute facing : bool en "Facing" zh "面向" ask en "Facing?" zh "面向？" for all by firm
    attribute live : bool en "Live" zh "實時" ask en "Live?" zh "實時？" for HKMA, SFC by firm
    attribute autonomy : { none en "None" zh "無", reads en "Reads" zh "讀", acts en "Acts" zh "行" }
      en "Autonomy" zh "自主" ask en "Autonomy?" zh "自主？" for all by firm
    attribute review : set of { sampled en "S" zh "抽", before en "B" zh "前", after en "A" zh "後" }
      en "Review" zh "覆核" ask en "Review?" zh "覆核？" for all by firm
    attribute users : int 0..10_000 en "Users" zh "用戶" ask en "Users?" zh "用戶？" for all by firm
    attribute score : decimal 2 0..5 en "Score" zh "分" ask en "Score?" zh "分？" for all by firm
    attribute rate : percent en "Rate" zh "率" ask en "Rate?" zh "率？" for all by firm
    attribute cap : money or none en "Cap" zh "上限" ask en "Cap?" zh "上限？" for all by firm
    attribute turnover : money en "Turnover" zh "額" ask en "Turnover?" zh "額？" for all by firm
    attribute start : date en "Start" zh "始" ask en "Start?" zh "始？" for all by firm
    attribute end : date en "End" zh "終" ask en "End?" zh "終？" for all by firm
    attribute notice : date or none en "Notice" zh "通知" ask en "Notice?" zh "通知？" for all by firm
    attribute retention : months 0..120 en "Kept" zh "保存" ask en "Kept?" zh "保存？" for all by firm
    attribute delay : days 0..400 en "Delay" zh "延" ask en "Delay?" zh "延？" for all by firm
    attribute reason : text or none en "Reason" zh "原因" ask en "Reason?" zh "原因？" for all by firm
    attribute plan : digest en "Plan" zh "計劃" ask en "Plan?" zh "計劃？" for all by firm
    attribute flexible : bool recorded en "Flexible" zh "彈性" for SFC by officer from review
    attribute only_reads : bool en "Only reads" zh "只讀" for all derived autonomy in {none, reads}
    """
}
