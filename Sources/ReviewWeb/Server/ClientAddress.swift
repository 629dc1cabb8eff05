import HTTPTypes
import NIOCore

/// Where a request comes from.
struct ClientAddress: Sendable {
  /// The address; empty in a test without a connection.
  let address: String
  /// Whether a trusted proxy says that the client came to it by TLS.
  let forwardedSecurely: Bool
  /// Whether it came through a proxy, trusted or not.
  let isForwarded: Bool

  /// Reads it from a request's head. Forwarding fields count only when the connection comes from a trusted proxy.
  ///
  /// - Parameters:
  ///   - peer: the address at the other end of the connection.
  ///   - proxies: addresses of trusted proxies, each as ``normalized(_:)`` writes it.
  init(of head: HTTPRequest, peer: String?, trusting proxies: Set<String>) {
    let headers = head.headerFields
    let peer = peer.map { Self.normalized($0) ?? $0 }
    let isTrusted = peer.map(proxies.contains) ?? false
    isForwarded = isTrusted || Self.proxysFields.contains { headers.contains($0) }
    guard let peer, isTrusted else {
      address = peer ?? ""
      forwardedSecurely = false
      return
    }
    // Each proxy appends on the right, so the rightmost address that is not a trusted proxy's is the client's. Text
    // that is not an address is ignored: clients can send anything, and it must not become a key for counting.
    let chain = (headers[.forwardedFor] ?? "").split(separator: ",").map { Self.normalized(String($0)) }
    let client = chain.last { $0.map { !proxies.contains($0) } ?? true }
    address = (client ?? nil) ?? peer
    forwardedSecurely = headers[.forwardedProto] == "https"
  }

  /// An address that is known already.
  init(address: String) {
    self.address = address
    forwardedSecurely = false
    isForwarded = false
  }

  /// The key for counting a client: an IPv4 address, or the first 64 bits of an IPv6 address, which one household
  /// shares.
  var throttlingKey: String {
    guard case .v6(let address)? = try? SocketAddress(ipAddress: address, port: 0) else { return address }
    let groups = withUnsafeBytes(of: address.address.sin6_addr) { bytes in
      (0..<4).map { index -> String in
        let high = UInt16(bytes[2 * index])
        let low = UInt16(bytes[2 * index + 1])
        return String(high << 8 | low, radix: 16)
      }
    }
    // Loopback and similar addresses are not shared by a household.
    return groups.allSatisfy { $0 == "0" } ? self.address : groups.joined(separator: ":")
  }

  /// Whether it is this machine's own.
  var isLoopback: Bool { address == "::1" || address.hasPrefix("127.") }

  /// Whether a host, with or without a port, is this machine's own name for itself.
  static func namesThisMachine(_ host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    return host.prefix { $0 != ":" } == "localhost"
      || normalized(host).map { ClientAddress(address: $0).isLoopback } == true
  }

  /// An address in canonical form: without port or brackets, IPv4-mapped IPv6 as IPv4; nil for anything else.
  static func normalized(_ text: String) -> String? {
    var text = text.trimmingPrefix { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      text = text[text.index(after: text.startIndex)..<end]
    } else if text.contains("."), text.count(where: { $0 == ":" }) == 1 {
      text = text.prefix { $0 != ":" }
    }
    guard text.utf8.count <= 45, let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
    guard case .v6(let v6) = address else { return address.ipAddress }
    let bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
    let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
    return isMapped ? bytes.suffix(4).map(String.init).joined(separator: ".") : address.ipAddress
  }

  /// What proxies add to a request.
  private static let proxysFields: [HTTPField.Name] =
    [.forwardedFor, .forwardedProto]
    + ["X-Forwarded-Host", "X-Forwarded-Server", "X-Forwarded-Port", "X-Real-IP", "Forwarded", "Via", "True-Client-IP"]
    .map { HTTPField.Name($0)! }
}
