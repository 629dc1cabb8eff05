import Foundation
import Passkeys

/// The address under which people reach the portal, as browsers write it: scheme, host, and the port where it is not the
/// usual one. Nothing that a request says about itself takes its place.
public struct PortalOrigin: Sendable, Hashable {
  /// The address without a slash at its end.
  public let text: String
  /// The host alone.
  public let host: String

  /// Reads an address: `https://` and a host in ASCII. On this machine `http://` is enough, as for browsers.
  public init?(_ address: String) {
    guard let parts = URLComponents(string: address), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.query == nil, parts.fragment == nil, ["", "/"].contains(parts.path),
      (1...65535).contains(parts.port ?? 1)
    else { return nil }
    let isAddress = host.hasPrefix("[")
    let allowed = Set(isAddress ? "0123456789abcdef:[]" : "0123456789abcdefghijklmnopqrstuvwxyz.-")
    guard host.allSatisfy(allowed.contains) else { return nil }
    let isHere = host == "localhost" || host.hasSuffix(".localhost") || host == "127.0.0.1" || host == "[::1]"
    guard scheme == "https" || scheme == "http" && isHere else { return nil }
    self.host = host
    let usual = scheme == "https" ? 443 : 80
    text = "\(scheme)://\(host)" + (parts.port.map { $0 == usual ? "" : ":\($0)" } ?? "")
  }

  /// The site to which passkeys belong; nil where the host is a number, for which browsers have none.
  var site: PasskeySite? {
    let isNumber = host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." }
    return isNumber ? nil : PasskeySite(id: host, origin: text)
  }
}
