/// A part of a bucket in S3-compatible object storage: `s3://bucket/prefix`, with the server that has it.
///
/// Credentials are never part of it, because a place is shown in lists of processes, in files and in errors.
public struct ObjectPlace: Sendable, Hashable, CustomStringConvertible {
  /// The bucket's name.
  public let bucket: String
  /// The beginning of all keys, without a slash at its end; empty for the whole bucket.
  public let prefix: String
  /// The server, such as `https://storage.example`; without a path.
  public let endpoint: String
  /// The region that requests are signed for.
  public let region: String
  /// Whether the bucket is named in the path (`https://storage.example/bucket`) instead of the host
  /// (`https://bucket.storage.example`).
  public let isPathStyle: Bool

  /// The region where none is given, which servers other than Amazon's usually expect.
  public static let defaultRegion = "us-east-1"

  /// Checks a place.
  ///
  /// - Parameters:
  ///   - address: `s3://bucket` or `s3://bucket/prefix`.
  ///   - endpoint: the server's address; nil for Amazon's in the region.
  /// - Throws: ``Mistake``.
  public init(
    _ address: String, endpoint: String? = nil, region: String = Self.defaultRegion, isPathStyle: Bool = false
  ) throws(Mistake) {
    let scheme = "s3://"
    guard address.hasPrefix(scheme) else { throw .unreadable }
    let parts = address.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
    guard let bucket = parts.first, Self.isBucket(bucket) else { throw .unreadable }
    var folders = parts.dropFirst()
    if folders.last == "" { folders.removeLast() }
    // Such keys need no escaping, in which servers differ.
    guard folders.allSatisfy({ $0 != "" && $0 != "." && $0 != ".." && $0.utf8.allSatisfy(Self.isPlain) }) else {
      throw .unreadable
    }
    guard !region.isEmpty, region.utf8.allSatisfy(Self.isPlain) else { throw .badRegion }
    let prefix = folders.joined(separator: "/")
    // The longest key that S3 allows has 1,024 bytes.
    guard prefix.utf8.count <= 512 else { throw .unreadable }
    self.bucket = String(bucket)
    self.prefix = prefix
    self.region = region
    self.isPathStyle = isPathStyle
    self.endpoint = try Self.checked(endpoint: endpoint ?? Self.amazon(in: region))
  }

  /// What is wrong with a place.
  public enum Mistake: Error, Sendable, Hashable {
    /// It is no address of a bucket, or has characters that servers treat differently.
    case unreadable
    /// The endpoint is no address of a server.
    case badEndpoint
    /// The region is no name.
    case badRegion
    /// There are credentials in the endpoint, where others can read them.
    case hasCredentials
  }

  /// The address as `s3://bucket/prefix`.
  public var address: String { "s3://" + bucket + (prefix.isEmpty ? "" : "/" + prefix) }

  /// The address as `s3://bucket/prefix`.
  public var description: String { address }

  /// The whole key of an object from its key below the prefix.
  public func key(_ name: String) -> String { prefix.isEmpty ? name : prefix + "/" + name }

  /// The server and the port of requests, as in the field `Host`.
  var host: String {
    let host = String(endpoint[endpoint.range(of: "://")!.upperBound...])
    return isPathStyle ? host : bucket + "." + host
  }

  /// The address of the bucket, without a slash at its end.
  var base: String {
    let scheme = endpoint[..<endpoint.range(of: "://")!.upperBound]
    return scheme + host
  }

  /// The path of a key in requests; of the bucket for an empty key.
  func path(of key: String) -> String { (isPathStyle ? "/" + bucket : "") + "/" + key }

  private static func amazon(in region: String) -> String {
    "https://s3." + region + ".amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
  }

  private static func checked(endpoint: String) throws(Mistake) -> String {
    let text = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { throw .badEndpoint }
    let server = lower.dropFirst(scheme.count)
    guard !server.contains("@") else { throw .hasCredentials }
    let parts = server.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, host.utf8.allSatisfy(isPlain), parts.count <= 2,
      parts.count == 1 || UInt16(parts[1]) ?? 0 > 0
    else { throw .badEndpoint }
    // The client leaves the usual port out of the field `Host`, so it must not be signed either.
    let usual = scheme == "https://" ? ":443" : ":80"
    return scheme + (server.hasSuffix(usual) ? server.dropLast(usual.count) : server)
  }

  private static func isBucket(_ name: Substring) -> Bool {
    (3...63).contains(name.utf8.count)
      && name.utf8.allSatisfy { isPlain($0) && $0 != UInt8(ascii: "_") && !isUpper($0) } && name.first != "."
      && name.first != "-"
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
