import GRDB

// Typed names as arguments of statements. `Columns` reads them as it reads all words.

extension RegistrationNumber: DatabaseValueConvertible {}
extension MaterialID: DatabaseValueConvertible {}
extension StaffName: DatabaseValueConvertible {}
extension Digest: DatabaseValueConvertible {}
