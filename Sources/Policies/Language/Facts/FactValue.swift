public import Crypto

/// The value of a stated fact, in the units of its type.
public enum FactValue: Sendable, Hashable {
  /// "There is none" is the answer.
  case none
  case bool(Bool)
  /// A number, date, length, amount or percentage, counted as `ValueType` says.
  case number(Int64)
  /// A member or a set of members, one bit each in the vocabulary's order.
  case members(UInt64)
  /// A text or digest; conditions read only whether it is there.
  case text(String)
  /// Records; a field that is not stated is nil.
  case list([[FactValue?]])
}

/// What has been stated about one subject, in the terms of one vocabulary.
public struct Facts: Sendable, Equatable {
  /// The vocabulary's kind.
  public let kind: VocabularyKind
  /// The vocabulary's digest.
  public let vocabularyDigest: Digest
  /// One place for each attribute; nil is "not stated".
  public internal(set) var values: [FactValue?]

  /// Nothing stated yet.
  public init(_ vocabulary: Vocabulary) {
    kind = vocabulary.kind
    vocabularyDigest = vocabulary.digest
    values = Array(repeating: nil, count: vocabulary.attributes.count)
  }

  /// The value of an attribute of this vocabulary.
  public func value(of name: String, in vocabulary: Vocabulary) -> FactValue? {
    vocabulary.index(of: name).flatMap { values[$0] }
  }
}
