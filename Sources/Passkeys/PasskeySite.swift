/// The site that passkeys belong to.
public struct PasskeySite: Sendable, Hashable {
  /// The host, to which browsers bind passkeys.
  public let id: String
  /// The address of its pages as browsers write it: scheme and host, and the port where it is not the usual one.
  public let origin: String

  /// A site.
  public init(id: String, origin: String) { (self.id, self.origin) = (id, origin) }
}
