import Policies

/// What both fuzzers do with a text: check it, lay it out, and hold what must always be so.
enum Subject {
  /// A small vocabulary with an attribute of each type, so that conditions can be well typed.
  static let vocabulary = SourceFile(
    name: "fuzz.vocabulary",
    text: """
      vocabulary application 1 en "A" zh "甲"
      remit HKMA en "H" zh "甲" remit SFC en "S" zh "乙" operator Cyberport en "C" zh "丙"
      role approver en "A" zh "甲" paper card en "C" zh "甲" timer first en "F" zh "甲"
      resource gpu en "G" zh "甲" enum desk { HKMA en "H" zh "甲" SFC en "S" zh "乙" }
      record licence {
        class : { bank en "B" zh "甲" none en "N" zh "乙" } en "C" zh "甲" ask en "C" zh "甲"
        since : date or none en "S" zh "甲" ask en "S" zh "甲"
        staff : int 0..100 en "S" zh "甲" ask en "S" zh "甲"
      }
      attribute licences : list of licence at most 4 en "L" zh "甲" ask en "L" zh "甲" for all by firm
      attribute choice : desk en "C" zh "甲" ask en "C" zh "甲" for all by firm
      attribute facing : bool en "F" zh "甲" ask en "F" zh "甲" for all by firm
      attribute kind : { none en "N" zh "甲" acts en "A" zh "乙" } en "K" zh "甲" ask en "K" zh "甲"
        for all by firm
      attribute review : set of { before en "B" zh "甲" after en "A" zh "乙" } en "R" zh "甲"
        ask en "R" zh "甲" for all by firm
      attribute users : int -10..1_000 en "U" zh "甲" ask en "U" zh "甲" for all by firm
      attribute score : decimal 2 0..5 en "S" zh "甲" ask en "S" zh "甲" for all by firm
      attribute rate : percent en "R" zh "甲" ask en "R" zh "甲" for all by firm
      attribute cap : money or none en "C" zh "甲" ask en "C" zh "甲" for all by firm
      attribute start : date en "S" zh "甲" ask en "S" zh "甲" for all by firm
      attribute kept : months 0..99 en "K" zh "甲" ask en "K" zh "甲" for all by firm
      attribute reason : text or none en "R" zh "甲" ask en "R" zh "甲" for all by firm
      attribute allowed : bool recorded en "A" zh "甲" for all by officer from review
      attribute idle : bool en "I" zh "甲" for all derived kind = none
      """)

  static let header = """
    policy p 1.0.0 for joint from 2020-01-01 en "P" zh "政" vocabulary application 1
    instrument LAW en "L" zh "法" mark read

    """

  /// Traps when something does not hold that always must.
  static func examine(_ text: String) {
    let source = SourceFile(name: "fuzz.policy", text: text)
    let report = PolicyCommands.check([vocabulary, source])
    let (files, formatting) = PolicyCommands.format([source], isChecked: false)
    guard let once = files[0].text else {
      precondition(formatting.exitCode == 1, "a text is not laid out and nothing says why")
      return
    }
    let again = SourceFile(name: source.name, text: once)
    let twice = PolicyCommands.format([again], isChecked: false).files[0].text
    precondition(once == twice, "a second formatting changes the text")
    let second = PolicyCommands.check([vocabulary, again])
    precondition(second.exitCode == report.exitCode, "formatting changes what is found")
    if report.exitCode == 0 { _ = PolicyCommands.test([vocabulary, source], coverage: true) }
  }
}
