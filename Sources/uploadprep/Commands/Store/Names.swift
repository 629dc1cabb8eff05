import ArgumentParser
import ReviewStore

// Names are looked up as they are typed: the store answers that nobody has one.

extension RegistrationNumber: ExpressibleByArgument {}
extension MaterialID: ExpressibleByArgument {}
extension StaffName: ExpressibleByArgument {}
