/// What the calendar allows, for questions about dates.
enum Calendar {
  /// First and last day of every month that has a day in a range.
  static func months(of range: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
    var months: [ClosedRange<Int64>] = []
    var month = month(of: range.lowerBound)
    while month.lowerBound <= range.upperBound {
      months.append(month)
      let next = month.upperBound + 1
      month = next...CivilDate.adding(months: 1, to: next) - 1
    }
    return months
  }

  /// First and last day of a day's month.
  static func month(of day: Int64) -> ClosedRange<Int64> {
    let first = day - (Int64(CivilDate(day: day).description.suffix(2)) ?? 1) + 1
    return first...CivilDate.adding(months: 1, to: first) - 1
  }

  /// The fewest and the most days that so many months take, from whatever day.
  ///
  /// The calendar repeats after 400 years. Within a month the length falls only where the month reached is
  /// shorter, so its two ends are enough.
  static func lengths(ofMonths count: Int64) -> ClosedRange<Int64> {
    var (least, most) = (Int64.max, Int64.min)
    let months = Int64(cycle.count)
    func month(_ number: Int64) -> ClosedRange<Int64> {
      let place = (number % months + months) % months
      let days = (number - place) / months * daysOfCycle
      let month = cycle[Int(place)]
      return month.lowerBound + days...month.upperBound + days
    }
    for number in 0..<months {
      let (here, there) = (month(number), month(number + count))
      let last = min(there.lowerBound + Int64(here.count) - 1, there.upperBound)
      for length in [there.lowerBound - here.lowerBound, last - here.upperBound] {
        (least, most) = (min(least, length), max(most, length))
      }
    }
    return least...most
  }

  private static let daysOfCycle: Int64 = 146_097
  private static let cycle = months(
    of: CivilDate.supported.lowerBound...CivilDate.supported.lowerBound + daysOfCycle - 1)
}
