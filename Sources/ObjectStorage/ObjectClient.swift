import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Reads and writes the objects of one place, blocking the calling thread. It must not be used on an event loop.
///
/// All requests may be repeated, and are when the server did not answer, broke off or is overloaded.
public final class ObjectClient: Sendable {
  /// The part of the bucket that keys are relative to.
  public let place: ObjectPlace

  /// How long and how often a request is tried.
  public struct Patience: Sendable {
    /// The tries.
    let tries: Int
    /// The time for one try.
    let each: Duration
    /// The time for all tries and the pauses between them.
    let whole: Duration
    /// The first pause; each further one may take twice as long.
    let pause: Duration

    /// A number of tries, and the times for them.
    ///
    /// - Parameters:
    ///   - each: for one try.
    ///   - whole: for all tries and the pauses between them.
    ///   - pause: for the first pause; each further one may take twice as long.
    public init(tries: Int, each: Duration, whole: Duration, pause: Duration = .milliseconds(200)) {
      (self.tries, self.each, self.whole, self.pause) = (tries, each, whole, pause)
    }

    /// For what a person waits for.
    public static let usual = Patience(tries: 3, each: .seconds(10), whole: .seconds(20))
    /// For what others wait for too, because a transaction is open.
    public static let brief = Patience(tries: 2, each: .seconds(2), whole: .seconds(3), pause: .milliseconds(50))
  }

  private let usual: Patience
  private let brief: Patience
  /// The greatest object that is read, in bytes.
  private let largest: Int
  private let environment: @Sendable () -> [String: String]
  private let key = Mutex<AccessKey?>(nil)

  /// One pool of connections for the process, which is never shut down.
  private static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(3), read: .seconds(10)))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
    configuration.connectionPool.idleTimeout = .seconds(30)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// A client of a place; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - largest: the greatest object that is read, in bytes.
  ///   - environment: where access keys are looked for; tests may replace it.
  public init(
    _ place: ObjectPlace, largest: Int = 64 << 20, usual: Patience = .usual, brief: Patience = .brief,
    environment: @escaping @Sendable () -> [String: String] = { ProcessInfo.processInfo.environment }
  ) {
    self.place = place
    self.largest = largest
    self.usual = usual
    self.brief = brief
    self.environment = environment
  }

  /// Writes an object unless it is there with the same bytes already, and returns when the server has confirmed it.
  ///
  /// - Throws: ``ObjectError``.
  public func put(_ bytes: [UInt8], as name: String, type: String = "image/jpeg", isBrief: Bool = false) throws {
    let checksum = Data(Insecure.MD5.hash(data: bytes)).base64EncodedString()
    let headers = [("content-md5", checksum), ("content-type", type)]
    let patience = isBrief ? brief : usual
    // Where the object is there already, no further version of it is made.
    let first = try send(
      .PUT, name, headers: headers + [("if-none-match", "*")], body: bytes, patience,
      accepting: [412, 409, 400, 501])
    switch first.status {
    case 412 where try get(name, isBrief: isBrief) == bytes: return
    // A server that does not know the condition refuses it, or others are writing the same object.
    default:
      guard first.status >= 300 else { return }
      _ = try send(.PUT, name, headers: headers, body: bytes, patience)
    }
  }

  /// An object's bytes; nil when there is no such object.
  ///
  /// - Throws: ``ObjectError``.
  public func get(_ name: String, isBrief: Bool = false) throws -> [UInt8]? {
    let answer = try send(.GET, name, isBrief ? brief : usual, accepting: [404])
    // A bucket that is not there must not look like one that has lost everything.
    return answer.status == 404 ? try absent(answer) : answer.body
  }

  private func absent(_ answer: Answer) throws -> [UInt8]? {
    guard answer.code == nil || answer.code == "NoSuchKey" else { throw ObjectError.refused(answer.code!) }
    return nil
  }

  /// An object's length in bytes; nil when there is no such object.
  ///
  /// - Throws: ``ObjectError``.
  public func length(of name: String, isBrief: Bool = false) throws -> Int? {
    let answer = try send(.HEAD, name, isBrief ? brief : usual, accepting: [404])
    return answer.status == 404 ? nil : answer.length
  }

  /// Removes an object with all its versions.
  ///
  /// - Throws: ``ObjectError``.
  public func remove(_ name: String) throws {
    guard let versions = try versions(of: name) else {
      _ = try send(.DELETE, name, brief, accepting: [404])
      return
    }
    // The marks of deletions hide older versions, so they go last.
    for version in versions.sorted(by: { !$0.isMark && $1.isMark }) {
      let query = version.id.map { [(name: "versionId", value: $0)] } ?? []
      _ = try send(.DELETE, name, query: query, brief, accepting: [404])
    }
  }

  /// Whether there is an object of a name, or a version of it that was not removed.
  ///
  /// - Throws: ``ObjectError``.
  public func hasTrace(of name: String) throws -> Bool {
    if let versions = try versions(of: name) { return !versions.isEmpty }
    return try length(of: name, isBrief: true) != nil
  }

  /// Calls a closure for each object below a prefix, in the order of the keys.
  ///
  /// - Parameter body: takes the object's name and its age by the server's clock, in seconds; nil where the server does
  ///   not tell it. It returns whether to go on.
  /// - Throws: ``ObjectError``.
  public func each(under prefix: String, _ body: (_ name: String, _ age: TimeInterval?) throws -> Bool) throws {
    let start = place.key("").utf8.count
    var page: [(name: String, value: String)]? = []
    while let from = page {
      let (listing, time) = try list(
        [("list-type", "2"), ("prefix", place.key(prefix)), ("encoding-type", "url")] + from)
      for entry in listing.entries {
        guard let name = String(entry.key.utf8.dropFirst(start)) else { throw ObjectError.unreadable }
        let age = entry.modified.flatMap { modified in time.map { $0.timeIntervalSince(modified) } }
        guard try body(name, age) else { return }
      }
      page = listing.next
    }
  }

  /// A version of an object, or the mark of its deletion.
  private struct Version {
    var id: String?
    var isMark: Bool
  }

  /// The versions of an object; nil where the server does not know versions.
  private func versions(of name: String) throws -> [Version]? {
    let key = place.key(name)
    var found: [Version] = []
    var page: [(name: String, value: String)]? = []
    while let from = page {
      let query = [("versions", ""), ("prefix", key), ("encoding-type", "url")] + from
      guard let (listing, _) = try list(query, brief, accepting: [501, 405]) else { return nil }
      found += listing.entries.filter { $0.key == key }.map { Version(id: $0.version, isMark: $0.isMark) }
      page = listing.next
    }
    return found
  }

  private func list(_ query: [(name: String, value: String)]) throws -> (ObjectListing, Date?) {
    guard let listing = try list(query, usual, accepting: []) else { throw ObjectError.unreadable }
    return listing
  }

  private func list(
    _ query: [(name: String, value: String)], _ patience: Patience, accepting accepted: Set<Int>
  ) throws -> (ObjectListing, Date?)? {
    let answer = try send(.GET, nil, query: query, patience, accepting: accepted)
    guard !accepted.contains(answer.status) else { return nil }
    return (try ObjectListing(answer.body), answer.date.flatMap(Self.date))
  }

  // MARK: Requests

  private struct Answer {
    var status: Int
    var body: [UInt8]
    var length: Int?
    /// The server's time, in the form of the field `Date`.
    var date: String?
    /// S3's code of an error.
    var code: String?
  }

  /// Sends a request until it is answered, as often and as long as the patience lasts.
  ///
  /// - Parameters:
  ///   - name: the object's; nil for the bucket.
  ///   - accepted: the statuses besides 2xx that the caller treats.
  private func send(
    _ method: HTTPMethod, _ name: String?, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [], body: [UInt8] = [], _ patience: Patience? = nil,
    accepting accepted: Set<Int> = []
  ) throws -> Answer {
    let patience = patience ?? usual
    let end = ContinuousClock.now + patience.whole
    var pause = patience.pause
    var tries = 0
    var isFreshKey = false
    while true {
      tries += 1
      let problem: ObjectError
      do {
        let left = min(patience.each, max(.milliseconds(1), end - .now))
        let used = try accessKey()
        let answer = try once(method, name, query, headers, body, signedWith: used, within: left)
        if (200..<300).contains(answer.status) || accepted.contains(answer.status) { return answer }
        if answer.status == 403, !isFreshKey, renew(used) {
          isFreshKey = true
          continue
        }
        problem = Self.problem(answer)
      } catch let error as ObjectError {
        problem = error
      }
      guard case .unreachable = problem, tries < patience.tries, ContinuousClock.now + pause < end else {
        throw problem
      }
      // Portals that were refused together must not come back together.
      Thread.sleep(forTimeInterval: (pause * Double.random(in: 0.5...1)) / .seconds(1))
      pause *= 2
    }
  }

  private static func problem(_ answer: Answer) -> ObjectError {
    let code = answer.code ?? "status \(answer.status)"
    switch answer.status {
    case 507: return .full
    case _ where code == "QuotaExceeded" || code == "EntityTooLarge": return .full
    // The body may have been damaged on the way.
    case 408, 409, 429, 500, 502, 503, 504: return .unreachable(code)
    case _ where ["BadDigest", "RequestTimeout", "XAmzContentSHA256Mismatch"].contains(code): return .unreachable(code)
    default: return .refused(code)
    }
  }

  private func once(
    _ method: HTTPMethod, _ name: String?, _ query: [(name: String, value: String)],
    _ headers: [(name: String, value: String)], _ body: [UInt8], signedWith key: AccessKey, within time: Duration
  ) throws -> Answer {
    let signer = RequestSigner(key: key, region: place.region)
    let signed = signer.sign(
      RequestSigner.Request(
        method: method.rawValue, path: place.path(of: name.map(place.key) ?? ""), query: query,
        headers: headers + [("host", place.host)], payload: RequestSigner.sha256(body)), at: .now)
    let text = RequestSigner.text(of: query)
    do {
      let request = try HTTPClient.Request(
        url: place.base + RequestSigner.escaped(signed.path, keeping: "/") + (text.isEmpty ? "" : "?" + text),
        method: method, headers: HTTPHeaders(signed.headers.map { ($0.name, $0.value) }),
        body: method == .PUT ? .bytes(body) : nil)
      let taker = ResponseAccumulator(request: request, maxBodySize: largest)
      let answer = try Self.http.execute(
        request: request, delegate: taker, deadline: .now() + .nanoseconds(Int64(time / .nanoseconds(1)))
      ).wait()
      let bytes = answer.body.map { Array($0.readableBytesView) } ?? []
      return Answer(
        status: Int(answer.status.code), body: bytes,
        length: answer.headers.first(name: "content-length").flatMap { Int($0) },
        date: answer.headers.first(name: "date"),
        code: answer.status.code >= 300 ? ObjectListing.errorCode(bytes) : nil)
    } catch is ResponseAccumulator.ResponseTooBigError {
      throw ObjectError.unreadable
    } catch {
      throw ObjectError.unreachable(Self.words(error))
    }
  }

  /// What is wrong with a connection, without addresses.
  private static func words(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError where [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error):
      return "no answer in time"
    case let error as HTTPClientError: return error.shortDescription
    case let error as IOError: return String(cString: strerror(error.errnoCode))
    default: return "no connection"
    }
  }

  /// The date in the field `Date`, such as `Fri, 24 May 2013 00:00:00 GMT`.
  private static func date(_ text: String) -> Date? {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: text)
  }

  private func accessKey() throws -> AccessKey {
    try key.withLock { key in
      if let key { return key }
      guard let found = AccessKey.find(in: environment()) else { throw ObjectError.noAccessKey }
      key = found
      return found
    }
  }

  /// Looks the access key up again, because keys in files are replaced before they expire; false when it is the same.
  private func renew(_ used: AccessKey) -> Bool {
    guard let found = AccessKey.find(in: environment()), found != used else { return false }
    key.withLock { $0 = found }
    return true
  }
}
