public import Crypto

/// What can go wrong in this module; no description holds the bytes of an entry or a key.
public enum TransparencyError: Error, Equatable, CustomStringConvertible {
  /// Something read from outside does not have its format.
  case malformed(what: String, reason: String)
  /// A proof has not the one length that its index and sizes allow.
  case wrongProofLength(expected: Int, found: Int)
  /// A proof leads to another root than the one claimed; both are given as evidence.
  case rootMismatch(computed: Digest, claimed: Digest)
  /// An index or a size lies outside the tree.
  case outsideTree(index: Int, size: Int)
  /// No signature of a required key is there, or a known key's signature is wrong.
  case notSigned(reason: String)
  /// An entry is longer than ``Bounds/entryBytes``.
  case entryTooLong(bytes: Int)
  /// The bytes are not their own canonical form; the offset is where they part.
  case notCanonical(offset: Int, reason: String)
  /// The log has no file at this path.
  case missing(path: String)
  /// A file or address could not be read or written; the reason is the system's.
  case inaccessible(path: String, reason: String)
  /// What was found does not extend what was signed before; both heads are given as evidence.
  case inconsistent(found: TreeHead, signed: TreeHead)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .malformed(let what, let reason):
      "The \(what) is malformed: \(reason)."
    case .wrongProofLength(let expected, let found):
      "The proof has \(found) hashes where exactly \(expected) are possible; fetch it anew."
    case .rootMismatch(let computed, let claimed):
      "The proof leads to root \(computed), not to the claimed \(claimed)."
    case .outsideTree(let index, let size):
      "There is no leaf or size \(index) in a tree of \(size)."
    case .notSigned(let reason):
      "The note is not signed as required: \(reason)."
    case .entryTooLong(let bytes):
      "An entry of \(bytes) bytes exceeds \(Bounds.entryBytes); log large payloads by digest."
    case .notCanonical(let offset, let reason):
      "The entry is not in canonical form at byte \(offset): \(reason)."
    case .missing(let path):
      "The log has no \(path)."
    case .inaccessible(let path, let reason):
      "\(path) could not be read or written: \(reason)."
    case .inconsistent(let found, let signed):
      "The log has \(found), which does not extend the signed \(signed); do not sign."
    }
  }
}
