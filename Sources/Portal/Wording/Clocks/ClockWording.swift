/// What the pages of clocks and of the calendar say.
enum ClockWording {
  static let title = Phrase("How each date came about", "各日期的計算方法")
  static let explained = Phrase("How each of these dates came about", "以上各日期的計算方法")
  static let none = Phrase("No clock has begun.", "尚未開始計算任何時限。")
  static let noneHow = Phrase(
    "A clock begins when somebody has to do something by a day.", "有人須在某日或之前完成某事時，即開始計算時限。")
  static let over = Phrase("Ended", "已結束")
  static let line = Phrase("Line", "項目")
  static let from = Phrase("From", "由")
  static let to = Phrase("To", "至")
  static let amount = Phrase("Counted", "計算數目")
  static let why = Phrase("Why", "原因")
  static let runsOut = Phrase("Runs out at the end of {}", "於{}日終屆滿")
  static let stands = Phrase("Stands still", "暫停計算")
  static let calendar = Phrase(
    "Days that are no business days, with their sources", "非工作日及其來源")

  /// The lines by their kinds.
  static let lines: [String: Phrase] = [
    "length": Phrase("Length", "時限"),
    "started": Phrase("Began; the day itself does not count", "開始；當日不計算在內"),
    "extend": Phrase("Extended by", "延長"), "shorten": Phrase("Shortened by", "縮短"),
    "recount": Phrase("Counted anew: the calendar was changed", "日曆有更改，重新計算"),
    "counted": Phrase("Counted", "計算在內"),
    "stopped": Phrase("Not counted: the clock stood still", "不計算：暫停計時"),
    "closed": Phrase("Not counted: no business day", "不計算：非工作日"),
    "moved": Phrase("The last day is no business day and moves on", "最後一日為非工作日，順延"),
    "due": Phrase("Runs out at the end of this day", "於當日日終屆滿"),
    "stands": Phrase("Has stood still since", "由該日起暫停計算"),
    "ended": Phrase("Ended", "結束"),
  ]

  /// What closes a day, where it has no name.
  static let closures: [String: Phrase] = [
    "weekly_rest": Phrase("Weekly rest", "每周休息日"),
    "general_holiday": Phrase("General holiday", "公眾假期"),
    "gale": Phrase("Typhoon signal No. 8 or above", "八號或以上熱帶氣旋警告信號"),
    "black_rainstorm": Phrase("Black rainstorm warning", "黑色暴雨警告"),
    "extreme_conditions": Phrase("Extreme conditions", "極端情況"),
  ]

  static let weekdays = [
    Phrase("Monday", "星期一"), Phrase("Tuesday", "星期二"), Phrase("Wednesday", "星期三"),
    Phrase("Thursday", "星期四"), Phrase("Friday", "星期五"), Phrase("Saturday", "星期六"),
    Phrase("Sunday", "星期日"),
  ]

  static let corrections = [
    Field.Choice(name: "stop", label: Phrase("It stood still from that day on", "由該日起暫停計時")),
    Field.Choice(name: "resume", label: Phrase("It ran again from that day on", "由該日起恢復計時")),
    Field.Choice(name: "extend", label: Phrase("It is extended", "延長時限")),
    Field.Choice(name: "shorten", label: Phrase("It is shortened", "縮短時限")),
  ]
  static let correction = Phrase("What is corrected", "更正甚麼")
  static let effect = Phrase("Since which day", "由哪一日起")
  static let effectHint = Phrase(
    "For a stop or a resumption: it takes effect as that day begins.", "只適用於暫停或恢復：於該日開始時生效。")
  static let byUnits = Phrase("By how many", "增減多少")
  static let byUnitsHint = Phrase(
    "For an extension or a shortening: in the clock's own units.", "只適用於延長或縮短：以該時限的單位計算。")

  static let mark = Phrase("How well it is attested", "可靠程度")
  static let marks = Cite.Attestation.allCases.map {
    Field.Choice(name: $0.rawValue, label: $0.phrase)
  }
  static let source = Phrase("Source", "來源")
  static let sourceHint = Phrase(
    "Where it is announced, such as the Gazette or the Observatory.", "公布的出處，例如憲報或天文台。")
  static let day = Phrase("Day", "日期")
  static let closedFor = Phrase("Why it is closed", "休業原因")
  static let closingKinds = ["general_holiday", "gale", "black_rainstorm", "extreme_conditions"]
    .map { Field.Choice(name: $0, label: closures[$0] ?? .same($0)) }
  static let nameEn = Phrase("Name of the holiday in English", "假期英文名稱")
  static let nameZh = Phrase("Name of the holiday in Chinese", "假期中文名稱")
  static let holidayHint = Phrase("For a general holiday only.", "只適用於公眾假期。")
  static let weekday = Phrase("Day of the week", "星期")
  static let since = Phrase("From which day on", "由哪一日起")
  static let rest = Phrase("Is it a day of rest?", "是否休息日？")

  static let calendarTitle = Phrase("Calendar of {}", "{}年日曆")
  static let what = Phrase("What", "事項")
  static let isOpen = Phrase("a business day again", "恢復為工作日")
  static let isNoRest = Phrase("a business day", "工作日")
  static let everyWeek = Phrase("Every week", "每周")
  static let noDays = Phrase("The calendar names no day of this year.", "日曆沒有本年的日子。")
  static let noDaysHow = Phrase(
    "Only the weekly rest is left out when a clock is counted.", "計算時限時只扣除每周休息日。")
  static let counting = Phrase(
    "Clocks that run are counted anew in the same act; whoever was told another day is told again.",
    "正在計算的時限會在同一操作中重新計算；曾獲告知另一日期者會再獲通知。")
}
