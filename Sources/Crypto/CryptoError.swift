/// What can go wrong in this module, without any value, key or password in its description.
public enum CryptoError: Error, Equatable, CustomStringConvertible {
  /// A key, seed, salt or signature has the wrong number of bytes.
  case wrongLength(what: String, expected: Int)
  /// A stored password hash is not a `$scrypt$` string this module accepts.
  case malformedPasswordHash
  /// A password is longer than ``PasswordHash/maximumPasswordBytes``.
  case passwordTooLong
  /// Sealed bytes were altered, cut, or sealed under another key or for another purpose.
  case notAuthentic
  /// libcrypto refused an operation that should always succeed; the name says which.
  case libraryFailure(operation: String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .wrongLength(let what, let expected):
      "The \(what) must have exactly \(expected) bytes; check where it was read from."
    case .malformedPasswordHash:
      "The stored password hash is malformed; set the password anew."
    case .passwordTooLong:
      "The password is longer than \(PasswordHash.maximumPasswordBytes) bytes; choose a shorter one."
    case .notAuthentic:
      "The sealed bytes do not authenticate under this key; they were altered or belong elsewhere."
    case .libraryFailure(let operation):
      "libcrypto failed at \(operation); check the installation of OpenSSL 3."
    }
  }
}
