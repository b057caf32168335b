internal import CCrypto

/// A password as it may be stored: salted scrypt (RFC 7914) in the PHC string format.
///
/// `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, both parts base64 without padding.
public struct PasswordHash: Hashable, Sendable {
  /// What one guess costs.
  public struct Cost: Hashable, Sendable {
    /// The base-2 logarithm of N, the number of blocks.
    public let logN: Int
    /// The block size in units of 128 bytes.
    public let blockSize: Int
    /// How often the whole is repeated.
    public let parallelism: Int

    /// Chooses a cost.
    ///
    /// - Throws: ``CryptoError/malformedPasswordHash`` outside 1…17, 1…8, 1…8, so that no stored
    ///   string makes the server spend more than 128 MiB on one log-in.
    public init(logN: Int, blockSize: Int, parallelism: Int) throws(CryptoError) {
      guard (1...17).contains(logN), (1...8).contains(blockSize), (1...8).contains(parallelism)
      else { throw .malformedPasswordHash }
      self.init(unchecked: logN, blockSize: blockSize, parallelism: parallelism)
    }

    private init(unchecked logN: Int, blockSize: Int, parallelism: Int) {
      self.logN = logN
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// One of the equivalents of the OWASP Password Storage Cheat Sheet: 32 MiB, three rounds.
    public static let recommended = Cost(unchecked: 15, blockSize: 8, parallelism: 3)
  }

  /// A longer password is refused rather than hashed; it bounds what a request can cost.
  public static let maximumPasswordBytes = 1024
  private static let saltBytes = 16
  private static let hashBytes = 32

  /// The cost it was made with; store a new hash at log-in when it is below the recommended one.
  public let cost: Cost
  private let salt: [UInt8]
  private let hash: [UInt8]

  /// Hashes a password with a fresh salt.
  ///
  /// - Throws: ``CryptoError/passwordTooLong``.
  public init(password: String, cost: Cost = .recommended) throws(CryptoError) {
    try self.init(password: password, cost: cost, salt: Random.bytes(PasswordHash.saltBytes))
  }

  init(password: String, cost: Cost, salt: [UInt8]) throws(CryptoError) {
    self.cost = cost
    self.salt = salt
    hash = try PasswordHash.derive(password, salt: salt, cost: cost, count: PasswordHash.hashBytes)
  }

  /// Reads a stored PHC string.
  ///
  /// - Throws: ``CryptoError/malformedPasswordHash``.
  public init(stored: String) throws(CryptoError) {
    let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
      let salt = Base64.decodeUnpadded(parts[3]), (8...64).contains(salt.count),
      let hash = Base64.decodeUnpadded(parts[4]), (16...64).contains(hash.count)
    else { throw .malformedPasswordHash }
    let settings = parts[2].split(separator: ",", omittingEmptySubsequences: false)
    let names = ["ln=", "r=", "p="]
    guard settings.count == names.count else { throw .malformedPasswordHash }
    var numbers: [Int] = []
    for (name, setting) in zip(names, settings) {
      guard setting.hasPrefix(name), let number = Int(setting.dropFirst(name.count)) else {
        throw .malformedPasswordHash
      }
      numbers.append(number)
    }
    cost = try Cost(logN: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
    self.salt = salt
    self.hash = hash
  }

  /// The PHC string to store.
  public var stored: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)"
      + "$\(Base64.encodeUnpadded(salt))$\(Base64.encodeUnpadded(hash))"
  }

  /// Whether `password` is the one that was hashed, compared in constant time.
  ///
  /// Takes tens of milliseconds and up to 128 MiB: call it away from the cooperative pool's threads.
  public func verify(_ password: String) -> Bool {
    guard
      let candidate = try? PasswordHash.derive(
        password, salt: salt, cost: cost, count: hash.count)
    else { return false }
    return ConstantTime.areEqual(candidate, hash)
  }

  private static func derive(
    _ password: String, salt: [UInt8], cost: Cost, count: Int
  ) throws(CryptoError) -> [UInt8] {
    let bytes = Array(password.utf8)
    guard bytes.count <= maximumPasswordBytes else { throw .passwordTooLong }
    let characters = bytes.map { CChar(bitPattern: $0) }
    let memory = UInt64(128 * cost.blockSize) << cost.logN + 1 << 20
    var key = [UInt8](repeating: 0, count: count)
    let derived = unsafe EVP_PBE_scrypt(
      characters, characters.count, salt, salt.count, 1 << cost.logN, UInt64(cost.blockSize),
      UInt64(cost.parallelism), memory, &key, count)
    guard derived == 1 else { throw .libraryFailure(operation: "scrypt") }
    return key
  }
}
