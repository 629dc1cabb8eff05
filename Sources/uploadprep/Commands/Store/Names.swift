import ArgumentParser
import ReviewStore

// Arguments are looked up unchecked: the store reports an unknown name as not found.

extension RegistrationNumber: ExpressibleByArgument {}
extension MaterialID: ExpressibleByArgument {}
extension StaffName: ExpressibleByArgument {}
