import Foundation
import StubStorage
import Synchronization
import Testing

@testable import ObjectStorage

@Suite("Reading and writing objects") struct ObjectClientTests {
  private let storage = StubStorage()

  private func client(each: Duration = .seconds(5)) throws -> ObjectClient {
    let patience = ObjectClient.Patience(tries: 3, each: each, whole: .seconds(20), pause: .milliseconds(1))
    return ObjectClient(
      try ObjectPlace("s3://bucket/a", endpoint: storage.endpoint, isPathStyle: true), largest: 1000,
      usual: patience, brief: patience
    ) { ["AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "hush-hush"] }
  }

  @Test("An object is written with its checksums, read, and removed") func whole() throws {
    let client = try client()
    try client.put([1, 2, 3], as: "x.jpg")
    let request = try #require(storage.requests.first)
    #expect(request.key == "a/x.jpg" && request.headers["content-md5"] == "Uonfc331cyb83SJZevsfrA==")
    #expect(request.headers["x-amz-content-sha256"] == RequestSigner.sha256([1, 2, 3]))
    #expect(!storage.requests.description.contains("hush-hush"))
    #expect(try client.get("x.jpg") == [1, 2, 3])
    #expect(try client.length(of: "x.jpg") == 3)
    try client.remove("x.jpg")
    #expect(try client.get("x.jpg") == nil && client.length(of: "x.jpg") == nil && !client.hasTrace(of: "x.jpg"))
  }

  @Test("An object that is there already is not written again, unless its bytes are others") func again() throws {
    storage.keepVersions()
    let client = try client()
    for _ in 0..<3 { try client.put([1], as: "x") }
    #expect(storage.versions == 1)
    storage["a/x"] = [2]
    try client.put([1], as: "x")
    #expect(storage["a/x"] == [1])
  }

  @Test("A server that does not know the condition gets the object without it") func unconditional() throws {
    storage.forgetConditions()
    let client = try client()
    try client.put([1], as: "x")
    try client.put([2], as: "x")
    #expect(storage["a/x"] == [2])
  }

  @Test("Removing removes all versions and the marks of deletions, and no object with a longer name") func versions()
    throws
  {
    storage.keepVersions()
    storage.forgetConditions()
    let client = try client()
    for byte: UInt8 in 1...3 { try client.put([byte], as: "x") }
    try client.put([1], as: "xy")
    storage.mark("a/x")
    #expect(try client.get("x") == nil && client.hasTrace(of: "x"))
    try client.remove("x")
    #expect(try !client.hasTrace(of: "x"))
    #expect(storage.versions == 1 && storage.keys == ["a/xy"])
  }

  @Test("A server without versions removes the object") func unversioned() throws {
    storage.forgetVersions()
    let client = try client()
    try client.put([1], as: "x")
    #expect(try client.hasTrace(of: "x"))
    try client.remove("x")
    #expect(try !client.hasTrace(of: "x") && storage.keys.isEmpty)
  }

  @Test("All pages of a long listing are read") func pages() throws {
    storage.page(2)
    let client = try client()
    for name in ["p/1", "p/2", "p/3", "p/4", "p/5", "q"] { try client.put([1], as: name) }
    storage.age(90)
    var found: [String] = []
    try client.each(under: "p/") { name, age in
      #expect((85...95).contains(age ?? 0))
      found.append(name)
      return true
    }
    #expect(found == ["p/1", "p/2", "p/3", "p/4", "p/5"])
  }

  static let passing: [StubStorage.Fault] = [
    .answer(500, "InternalError"), .answer(503, "SlowDown"), .answer(429, "TooManyRequests"), .cut, .cutAnswer,
  ]

  @Test("A request that failed for the moment is sent again", arguments: passing) func retried(fault: StubStorage.Fault)
    throws
  {
    let client = try client()
    storage.fail("PUT", fault, times: 2)
    try client.put([1, 2], as: "x")
    #expect(storage["a/x"] == [1, 2])
    storage.fail("GET", fault, times: 2)
    #expect(try client.get("x") == [1, 2])
  }

  @Test("After three tries the storage counts as unreachable", arguments: passing) func givenUp(
    fault: StubStorage.Fault
  )
    throws
  {
    let client = try client()
    storage.fail("*", fault, times: 9)
    #expect {
      try client.get("x")
    } throws: {
      guard case ObjectError.unreachable = $0 else { return false }
      return true
    }
    #expect(storage.requests.filter { $0.method == "GET" }.count == 3)
  }

  @Test("A server that does not answer is given up in time") func silence() throws {
    storage.fail("*", .silence, times: 9)
    #expect(throws: ObjectError.unreachable("no answer in time")) { try client(each: .milliseconds(30)).get("x") }
    #expect(storage.requests.count == 3)
  }

  @Test("Nobody at the address counts as unreachable") func nobody() throws {
    let place = try ObjectPlace("s3://bucket", endpoint: "http://127.0.0.1:1", isPathStyle: true)
    let patience = ObjectClient.Patience(tries: 1, each: .seconds(1), whole: .seconds(1))
    let client = ObjectClient(place, usual: patience) { ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"] }
    #expect {
      try client.get("x")
    } throws: {
      guard case ObjectError.unreachable = $0 else { return false }
      return true
    }
  }

  @Test("What the server forbids is told by its code, at once") func refused() throws {
    storage.fail("*", .answer(403, "AccessDenied"))
    #expect(throws: ObjectError.refused("AccessDenied")) { try client().get("x") }
    #expect(storage.requests.count == 1)
    storage.fail("*", .answer(404, "NoSuchBucket"))
    #expect(throws: ObjectError.refused("NoSuchBucket"), "all pictures would seem lost") { try client().get("x") }
    storage.fail("*", .answer(403, "QuotaExceeded"))
    #expect(throws: ObjectError.full) { try client().put([1], as: "x") }
  }

  @Test("A longer object than may be read is refused, and so is a page that is not S3's") func unreadable() throws {
    let client = try client()
    try client.put([UInt8](repeating: 1, count: 1001), as: "x")
    #expect(throws: ObjectError.unreadable) { try client.get("x") }
    #expect(throws: ObjectError.unreadable) { _ = try ObjectListing(Array("<html>".utf8)) }
  }

  @Test("A key that was replaced in its file is read again when the old one is refused") func renewed() throws {
    let id = Mutex("old")
    let place = try ObjectPlace("s3://bucket", endpoint: storage.endpoint, isPathStyle: true)
    let client = ObjectClient(place) { ["AWS_ACCESS_KEY_ID": id.withLock { $0 }, "AWS_SECRET_ACCESS_KEY": "b"] }
    try client.put([1], as: "x")
    id.withLock { $0 = "new" }
    storage.fail("GET", .answer(403, "ExpiredToken"))
    #expect(try client.get("x") == [1])
    #expect(storage.requests.last?.headers["authorization"]?.contains("Credential=new/") == true)
  }

  @Test("Without a key nothing is sent") func keyless() throws {
    let place = try ObjectPlace("s3://bucket", endpoint: storage.endpoint, isPathStyle: true)
    #expect(throws: ObjectError.noAccessKey) { try ObjectClient(place) { [:] }.get("x") }
    #expect(storage.requests.isEmpty)
  }
}
