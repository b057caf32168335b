/// Tries a new set of policies on records that were decided by an old one, and counts what would change.
///
/// Feed it records one by one; it keeps counts and a few examples, so its memory does not grow with
/// them. Several may run side by side, each on its share; their results are merged.
public struct Backtest {
  /// Examples that are kept of each change.
  public static let examples = 5

  /// How many records were tried.
  public private(set) var records = 0
  /// How many of them have any change at all.
  public private(set) var changed = 0

  private let old: Workspace
  private let new: Workspace
  private let pairs: [RulePair]
  /// Those of them that are evaluated.
  private let places: [PairPlaces]
  /// The answers of waivers and exceptions on both sides.
  private let relievers: (old: [Int32], new: [Int32])
  private var tallies: [Key: Tally] = [:]

  /// What became of a rule on the two sides, as numbers.
  private struct Key: Hashable {
    let pair: Int
    let before: Outcome?
    let after: Outcome?
  }

  private struct Tally {
    var count = 0
    var examples: [BacktestExample] = []
  }

  /// Prepares for two sets at one stage and day.
  ///
  /// - Throws: `BacktestProblem` when the sets read different vocabularies of applications: a packed
  ///   record has the layout of one.
  public init(
    from old: PolicySet, to new: PolicySet, stage: Stage, asOf: CivilDate
  ) throws(BacktestProblem) {
    guard old.vocabularies[0].digest == new.vocabularies[0].digest else {
      throw BacktestProblem.differentVocabularies
    }
    self.old = Workspace(Program(old, at: stage, asOf: asOf))
    self.new = Workspace(Program(new, at: stage, asOf: asOf))
    pairs = RulePair.pairs(old, new, on: asOf)
    var before = RelieverTable(self.old.program)
    var after = RelieverTable(self.new.program)
    var places: [PairPlaces] = []
    for (number, pair) in pairs.enumerated() {
      if let place = PairPlaces(number, pair, &before, &after) { places.append(place) }
    }
    self.places = places
    relievers = (before.answers, after.answers)
  }

  /// What records are packed with.
  public var vocabulary: Vocabulary { new.program.set.vocabularies[0] }

  /// Tries one application.
  ///
  /// - Parameters:
  ///   - record: its packed record.
  ///   - name: what examples call it: its reference.
  /// - Throws: `BacktestProblem` for a record of another vocabulary.
  public mutating func run(_ record: PackedRecord, name: String) throws(BacktestProblem) {
    guard old.load(record, of: .application), new.load(record, of: .application) else {
      throw BacktestProblem.foreignRecord(name)
    }
    old.evaluate()
    new.evaluate()
    records += 1
    var isChanged = false
    for place in places {
      guard let ends = place.change(old, new, relievers) else { continue }
      isChanged = true
      count(Key(pair: place.pair, before: ends.before, after: ends.after), name)
    }
    if isChanged { changed += 1 }
  }

  private mutating func count(_ key: Key, _ name: String) {
    tallies[key, default: Tally()].count += 1
    guard tallies[key]?.examples.count ?? 0 < Self.examples else { return }
    let pair = pairs[key.pair]
    tallies[key]?.examples.append(
      BacktestExample(
        name: name, before: pair.old.map { old.atoms(ofRule: $0) } ?? [],
        after: pair.new.map { new.atoms(ofRule: $0) } ?? []))
  }

  /// Every kind of change that was seen, in the order of the rules.
  public var result: BacktestResult {
    let changes = tallies.map { key, tally in
      CountedChange(
        place: key.pair, change: pairs[key.pair].change(key.before, key.after),
        texts: pairs[key.pair].texts, count: tally.count, examples: tally.examples)
    }
    return BacktestResult(records: records, changed: changed, changes: changes)
  }
}
