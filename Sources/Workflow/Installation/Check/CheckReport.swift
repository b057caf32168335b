/// What a check of a database found.
public struct CheckReport: Sendable, Codable {
  /// One part of the database, looked at whole.
  public struct Part: Sendable, Codable {
    /// What was looked at, such as `chains`.
    public let name: String
    /// How many of its things.
    public internal(set) var looked = 0
    /// How many faults there are.
    public internal(set) var wrong = 0
    /// The first of them; at most ``mostFaults``.
    public internal(set) var faults: [Fault] = []

    /// Faults that a part names: enough to see a pattern, and a report stays readable.
    public static let mostFaults = 20

    init(_ name: String) { self.name = name }

    mutating func found(_ place: String, _ what: String) {
      wrong += 1
      if faults.count < Part.mostFaults { faults.append(Fault(place: place, what: what)) }
    }
  }

  /// One thing that is not as it should be.
  public struct Fault: Sendable, Codable, Hashable {
    /// Where.
    public let place: String
    /// What is wrong.
    public let what: String
  }

  /// The parts, in the order in which they were looked at.
  public let parts: [Part]

  /// Whether nothing was found wrong.
  public var isSound: Bool { parts.allSatisfy { $0.wrong == 0 } }
}
