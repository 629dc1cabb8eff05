import GRDB

// Typed names as arguments of statements. `Columns` reads them like other raw values.

extension RegistrationNumber: DatabaseValueConvertible {}
extension MaterialID: DatabaseValueConvertible {}
extension StaffName: DatabaseValueConvertible {}
extension Digest: DatabaseValueConvertible {}
