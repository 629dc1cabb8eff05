import ArgumentParser
import ReviewStore

// Arguments are looked up unchecked: the store reports an unknown name as not found.

extension RegistrationNumber: ExpressibleByArgument {}
extension MaterialID: ExpressibleByArgument {}
extension StaffName: ExpressibleByArgument {}

extension Printable {
  /// A typed name with control characters escaped, as ``name(_:)-(String)`` does.
  static func name(_ name: some TypedName) -> String { Self.name(name.rawValue) }
}
