import Testing

@testable import ObjectStorage

@Suite("Places in object storage") struct ObjectPlaceTests {
  @Test("A place has a bucket, a prefix, a server and a region") func parts() throws {
    let place = try ObjectPlace("s3://office-pictures/2023/shandong/", endpoint: "https://Storage.example:8443/")
    #expect(place.bucket == "office-pictures" && place.prefix == "2023/shandong")
    #expect(place.address == "s3://office-pictures/2023/shandong")
    #expect(place.base == "https://office-pictures.storage.example:8443")
    #expect(place.path(of: place.key("a")) == "/2023/shandong/a")
    let named = try ObjectPlace("s3://office", endpoint: "http://127.0.0.1:80", isPathStyle: true)
    #expect(named.base + named.path(of: named.key("a")) == "http://127.0.0.1/office/a")
    #expect(try ObjectPlace("s3://office", region: "cn-north-1").endpoint == "https://s3.cn-north-1.amazonaws.com.cn")
  }

  @Test(
    "What is no place is refused",
    arguments: [
      "", "office", "s3:/office", "s3://", "s3://of", "s3://Office", "s3://of_fice", "s3://office//a", "s3://office/..",
      "s3://office/a b", "s3://office/考区", "s3://office/a?b",
    ])
  func unreadable(address: String) {
    #expect(throws: ObjectPlace.Mistake.unreadable) { try ObjectPlace(address) }
  }

  @Test(
    "A server's address without a scheme, with a path or with a wrong port is refused",
    arguments: ["storage.example", "ftp://storage.example", "https://storage.example/a", "https://a:0", "https://:1"])
  func endpoint(text: String) {
    #expect(throws: ObjectPlace.Mistake.badEndpoint) { try ObjectPlace("s3://office", endpoint: text) }
  }

  @Test("Keys in the server's address are refused") func keys() {
    #expect(throws: ObjectPlace.Mistake.hasCredentials) {
      try ObjectPlace("s3://office", endpoint: "https://id:secret@storage.example")
    }
    #expect(throws: ObjectPlace.Mistake.badRegion) { try ObjectPlace("s3://office", region: "") }
  }
}
