import GRDB
import Wording

extension StoreError {
  /// Maps an SQLite error.
  init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
    case .SQLITE_CANTOPEN, .SQLITE_IOERR: self = .inputOutput(Self.words(of: error))
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(Self.words(of: error))
    default: self = .fault("SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")")
    }
  }

  /// SQLite's message; in Chinese its error number, which can be looked up.
  private static func words(of error: DatabaseError) -> Bilingual {
    let number = "SQLite \(error.extendedResultCode.rawValue)"
    return Bilingual(error.message ?? number, "\(number) 号错误")
  }
}
