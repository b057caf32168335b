import TestSupport
import Workflow

extension KeyStore {
  private static let ofProcess = Result { try KeyStore(folder: TemporaryFolder.shared.get().path) }

  /// The keys of all of this process's worlds: a copied database is read with its original's.
  static func shared() throws -> KeyStore { try ofProcess.get() }
}
