import Foundation
import StubStorage
import Testing

@Suite("Photos in object storage", .timeLimit(.minutes(20))) struct ObjectTests {
  let bench: Bench
  let storage = StubStorage()

  init() throws {
    bench = try Bench()
    let photo = try Photos.jpeg(orientation: 6)
    for key in ["in/甲/a.jpg", "in/b.jpg", "in/.c.jpg", "in/d/"] { storage[key] = photo }
  }

  private func run(_ call: String, _ change: [String: String] = [:]) throws -> Bench.Run {
    let server = ["AWS_ENDPOINT_URL_S3": storage.endpoint, "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s"]
    return try bench.run(
      "uploadprep \(call) --s3-path-style --json", environment: server.merging(change) { $1 })
  }

  private static let prepare = "prepare s3://bucket/in/ --out-dir s3://bucket/out --manifest list.jsonl"

  @Test("Photos of a bucket become results in a bucket, once, and check takes them") func bucket() throws {
    let first = try run(Self.prepare)
    #expect(first.status == 0, "\(first.error)")
    let results = ["out/b.upload.jpg", "out/甲/a.upload.jpg"]
    #expect(storage.keys.filter { $0.hasPrefix("out/") } == results)
    #expect(storage["out/b.upload.jpg"]?.suffix(2) == [0xFF, 0xD9])
    let again = try run(Self.prepare)
    #expect(again.status == 0 && again.objects.compactMap { $0["skipped"] as? String } == ["unchanged", "unchanged"])
    storage["out/b.upload.jpg"] = [1]
    #expect(try run(Self.prepare).objects.compactMap { $0["input"] as? String }.count == 2)
    #expect(storage["out/b.upload.jpg"]?.suffix(2) == [0xFF, 0xD9], "what is not as it was made is made again")
    let checked = try run("check s3://bucket/out --no-content")
    #expect(checked.status == 0)
    #expect(checked.objects.compactMap { $0["path"] as? String } == results.map { "s3://bucket/\($0)" })
    let one = try run("prepare s3://bucket/in --exclude 甲 --out-dir here")
    #expect(one.status == 0 && bench.has("here/b.upload.jpg") && !bench.has("here/甲"))
  }

  @Test("A file goes to a bucket, and an object that is there is replaced only if it is a result") func replacing()
    throws
  {
    try bench.put(Photos.jpeg(orientation: 6), "a.jpg")
    let call = "prepare a.jpg --out-dir s3://bucket/out"
    #expect(try run(call).status == 0)
    let there = try run(call)
    #expect(there.status == 73 && there.errors.first?["code"] as? String == "already-exists")
    storage["out/a.upload.jpg"] = [1]
    #expect(try run(call + " --force").status == 0)
    #expect(storage["out/a.upload.jpg"]?.suffix(2) == [0xFF, 0xD9])
    let photo = storage["in/b.jpg"]
    let other = try run("prepare a.jpg --output s3://bucket/in/b.jpg --force")
    #expect(other.status == 73 && other.errors.first?["code"] as? String == "output-is-picture")
    #expect(storage["in/b.jpg"] == photo)
    #expect(try run("prepare s3://bucket/in/b.jpg").status == 0 && storage["in/b.upload.jpg"] != nil)
  }

  @Test(
    "What cannot be reached, read or addressed is said",
    arguments: [
      ("s3://bucket/in/none.jpg", "", 66, "no-such-file", [:]), ("s3://bucket/empty/", "", 66, "nothing-found", [:]),
      ("s3://bucket/in//b.jpg", "", 64, "bad-pictures", [:]), ("s3://Bad Bucket/a.jpg", "", 64, "bad-pictures", [:]),
      ("s3://bucket/../a.jpg", "", 64, "bad-pictures", [:]),
      ("s3://bucket/in/b.jpg", "", 64, "no-access-key", ["AWS_ACCESS_KEY_ID": ""]),
      ("s3://bucket/in/b.jpg", "", 75, "pictures-unreachable", ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1"]),
      ("s3://bucket/in/", "", 75, "pictures-unreachable", ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1"]),
      ("s3://bucket/in/b.jpg", "--skip-existing", 64, "usage", [:]),
      ("s3://bucket/in/b.jpg", "--max-input-bytes 1000", 65, "too-many-bytes", [:]),
    ] as [(String, String, Int32, String, [String: String])])
  func refused(address: String, options: String, status: Int32, code: String, change: [String: String]) throws {
    let run = try run("prepare '\(address)' \(options)", change)
    #expect(run.status == status && run.errors.first?["code"] as? String == code, "\(run.error)")
  }

  @Test("check tells an address of no object as prepare does") func noObject() throws {
    let run = try run("check s3://bucket/in/none.jpg")
    #expect(run.status == 66 && run.errors.first?["code"] as? String == "no-such-file")
  }

  @Test("An object whose key is no path is told, and the others are prepared") func oddKeys() throws {
    storage["in//b.jpg"] = storage["in/b.jpg"]
    let run = try run("prepare s3://bucket/in/ --out-dir s3://bucket/out")
    #expect(run.status == 65 && run.errors.compactMap { $0["code"] as? String } == ["odd-key"])
    #expect(storage.keys.filter { $0.hasPrefix("out/") }.count == 2)
  }

  @Test("A server that refuses is told from one that is away") func denied() throws {
    storage.fail("GET", .answer(403, "AccessDenied"), times: 9)
    let run = try run("prepare s3://bucket/in/b.jpg")
    #expect(run.status == 74 && run.errors.first?["code"] as? String == "pictures-refused")
    #expect(!run.error.contains("secret"))
  }
}
