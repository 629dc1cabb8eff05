import Foundation
import Synchronization

/// An S3 server in the test's own process, on loopback, which keeps objects in memory and fails when it is told to. It
/// does not look at signatures.
package final class StubStorage: Sendable {
  /// What happens to a request instead of its answer.
  package enum Fault: Sendable {
    /// It is answered with a status and a code, and nothing is done.
    case answer(Int, String)
    /// The connection is closed, and nothing is done.
    case cut
    /// It is done, but the connection is closed in the middle of the answer.
    case cutAnswer
    /// Nothing is answered until the client gives up.
    case silence
  }

  /// A request as it came.
  package struct Request: Sendable {
    package var method: String
    /// The key; empty for the bucket.
    package var key: String
    package var query: [String: String]
    package var headers: [String: String]
    var body: [UInt8]
  }

  struct Version: Sendable {
    var id: String
    var bytes: [UInt8]
    var isMark = false
  }

  struct State: Sendable {
    var objects: [String: [Version]] = [:]
    var faults: [(method: String, fault: Fault)] = []
    var requests: [Request] = []
    var isVersioned = false
    var knowsVersions = true
    var knowsConditions = true
    var pageSize = 1000
    var age: TimeInterval = 0
    var count = 0
    var whenAsked: (@Sendable (Request) -> Void)?
  }

  let state = Mutex(State())
  /// The server's address.
  package let endpoint: String
  private let listener: Int32

  /// Starts the server.
  package init() {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    precondition(descriptor >= 0 && isListening, "there is no loopback")
    listener = descriptor
    endpoint = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        guard let self else {
          close(connection)
          return
        }
        Thread.detachNewThread { [weak self] in
          StubConnection(connection).serve { self?.answer($0) }
          close(connection)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// Makes the next requests of a method fail.
  package func fail(_ method: String, _ fault: Fault, times: Int = 1) {
    state.withLock { state in
      for _ in 0..<times { state.faults.append((method, fault)) }
    }
  }

  /// Ends all failures.
  package func recover() { state.withLock { $0.faults = [] } }

  /// Keeps versions of what is replaced or removed.
  package func keepVersions() { state.withLock { $0.isVersioned = true } }

  /// Refuses to list versions, as servers do that have none.
  package func forgetVersions() { state.withLock { $0.knowsVersions = false } }

  /// Refuses conditions.
  package func forgetConditions() { state.withLock { $0.knowsConditions = false } }

  /// Lists so many objects at once.
  package func page(_ size: Int) { state.withLock { $0.pageSize = size } }

  /// Tells that all objects were made so long ago, in seconds.
  package func age(_ seconds: TimeInterval) { state.withLock { $0.age = seconds } }

  /// Calls a closure before each request is done.
  package func whenAsked(_ body: (@Sendable (Request) -> Void)?) { state.withLock { $0.whenAsked = body } }

  /// The requests so far.
  package var requests: [Request] { state.withLock { $0.requests } }

  /// The keys of the objects that are not removed.
  package var keys: [String] {
    state.withLock { state in state.objects.filter { $0.value.last?.isMark == false }.keys.sorted() }
  }

  /// The number of all versions and of the marks of deletions.
  package var versions: Int { state.withLock { $0.objects.values.reduce(0) { $0 + $1.count } } }

  /// An object's bytes.
  package subscript(key: String) -> [UInt8]? {
    get { state.withLock { $0.objects[key]?.last { !$0.isMark }?.bytes } }
    set { state.withLock { $0.objects[key] = newValue.map { [Version(id: "null", bytes: $0)] } } }
  }

  /// Marks an object as deleted, and keeps its versions.
  package func mark(_ key: String) {
    state.withLock { $0.objects[key, default: []].append(Version(id: "mark", bytes: [], isMark: true)) }
  }

  private func answer(_ request: Request) -> StubAnswer {
    let (asked, fault) = state.withLock { state in
      state.requests.append(request)
      let index = state.faults.firstIndex { $0.method == request.method || $0.method == "*" }
      return (state.whenAsked, index.map { state.faults.remove(at: $0).fault })
    }
    asked?(request)
    switch fault {
    case .answer(let status, let code)?: return StubAnswer(status, error: code)
    case .cut?: return StubAnswer(0, isCut: true)
    case .silence?: return StubAnswer(0, isSilent: true)
    case .cutAnswer?:
      var answer = state.withLock { $0.answer(request) }
      answer.isCut = true
      return answer
    case nil: return state.withLock { $0.answer(request) }
    }
  }
}

extension StubStorage.State {
  /// Does what a request asks for.
  mutating func answer(_ request: StubStorage.Request) -> StubAnswer {
    if request.key.isEmpty, request.query["versions"] != nil { return listVersions(request) }
    if request.key.isEmpty { return list(request) }
    let current = objects[request.key]?.last
    switch request.method {
    case "PUT":
      if request.headers["if-none-match"] != nil {
        guard knowsConditions else { return StubAnswer(501, error: "NotImplemented") }
        if let current, !current.isMark { return StubAnswer(412, error: "PreconditionFailed") }
      }
      add(StubStorage.Version(id: nextID(), bytes: request.body), to: request.key)
      return StubAnswer(200)
    case "GET", "HEAD":
      guard let current, !current.isMark else { return StubAnswer(404, error: "NoSuchKey") }
      return StubAnswer(200, current.bytes, isHead: request.method == "HEAD")
    case "DELETE":
      if let id = request.query["versionId"] {
        objects[request.key]?.removeAll { $0.id == id }
        if objects[request.key]?.isEmpty == true { objects[request.key] = nil }
      } else if isVersioned {
        add(StubStorage.Version(id: nextID(), bytes: [], isMark: true), to: request.key)
      } else {
        objects[request.key] = nil
      }
      return StubAnswer(204)
    default: return StubAnswer(405, error: "MethodNotAllowed")
    }
  }

  private mutating func nextID() -> String {
    count += 1
    return isVersioned ? "v\(count)" : "null"
  }

  private mutating func add(_ version: StubStorage.Version, to key: String) {
    objects[key] = (isVersioned ? objects[key] ?? [] : []) + [version]
  }

  private var date: String { Date.now.addingTimeInterval(-age).formatted(.iso8601) }

  private func list(_ request: StubStorage.Request) -> StubAnswer {
    let all = objects.filter { $0.value.last?.isMark == false && $0.key.hasPrefix(request.query["prefix"] ?? "") }
      .keys.sorted().filter { $0 > request.query["continuation-token"] ?? "" }
    let page = all.prefix(pageSize)
    let items = page.map { "<Contents><Key>\($0)</Key><LastModified>\(date)</LastModified></Contents>" }.joined()
    let more = page.count < all.count ? "<NextContinuationToken>\(page.last!)</NextContinuationToken>" : ""
    return StubAnswer(
      200,
      Array(
        "<ListBucketResult><IsTruncated>\(!more.isEmpty)</IsTruncated>\(more)\(items)</ListBucketResult>".utf8))
  }

  private func listVersions(_ request: StubStorage.Request) -> StubAnswer {
    guard knowsVersions else { return StubAnswer(501, error: "NotImplemented") }
    let items = objects.filter { $0.key.hasPrefix(request.query["prefix"] ?? "") }.flatMap { key, versions in
      versions.reversed().map {
        let kind = $0.isMark ? "DeleteMarker" : "Version"
        return "<\(kind)><Key>\(key)</Key><VersionId>\($0.id)</VersionId></\(kind)>"
      }
    }
    return StubAnswer(
      200, Array("<ListVersionsResult><IsTruncated>false</IsTruncated>\(items.joined())</ListVersionsResult>".utf8))
  }
}
