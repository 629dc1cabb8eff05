import Foundation
import Testing

@testable import ObjectStorage

/// The examples of "Authenticating Requests: Using the Authorization Header" in the Amazon S3 API Reference.
@Suite("Signing requests") struct RequestSignerTests {
  struct Example: Sendable {
    var method = "GET"
    var path = "/"
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body = ""
    let signature: String
  }

  static let examples = [
    Example(
      path: "/test.txt", headers: [("range", "bytes=0-9")],
      signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    Example(
      method: "PUT", path: "/test$file.text",
      headers: [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
      body: "Welcome to Amazon S3.", signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
    Example(
      query: [("lifecycle", "")], signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    Example(
      query: [("prefix", "J"), ("max-keys", "2")],
      signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
  ]

  private func sign(_ example: Example, _ key: AccessKey) -> [String: String] {
    let signed = RequestSigner(key: key, region: "us-east-1").sign(
      RequestSigner.Request(
        method: example.method, path: example.path, query: example.query,
        headers: example.headers + [("host", "examplebucket.s3.amazonaws.com")],
        payload: RequestSigner.sha256(Array(example.body.utf8))), at: Date(timeIntervalSince1970: 1_369_353_600))
    return Dictionary(uniqueKeysWithValues: signed.headers.map { ($0.name, $0.value) })
  }

  private let key = AccessKey(id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

  @Test("A request has the signature that Amazon publishes for it", arguments: examples) func published(
    example: Example
  ) {
    let headers = sign(example, key)
    #expect(headers["x-amz-date"] == "20130524T000000Z")
    #expect(headers["authorization"]?.hasSuffix("Signature=" + example.signature) == true)
    #expect(
      headers["authorization"]?.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=") == true)
  }

  @Test("A key that expires brings its token, which is signed") func token() {
    let headers = sign(Self.examples[0], AccessKey(id: key.id, secret: key.secret, token: "invented"))
    #expect(headers["x-amz-security-token"] == "invented")
    #expect(headers["authorization"]?.contains("x-amz-security-token") == true)
  }

  @Test("What needs escaping is escaped, and queries are in the order of their names") func escaping() {
    #expect(RequestSigner.escaped("a/b c~é", keeping: "/") == "a/b%20c~%C3%A9")
    #expect(RequestSigner.text(of: [("prefix", "a/b"), ("list-type", "2")]) == "list-type=2&prefix=a%2Fb")
  }
}

@Suite("Access keys") struct AccessKeyTests {
  private let file = """
    # invented keys
    [default]
    aws_access_key_id = first
    aws_secret_access_key=one=
    [ office ]
    aws_access_key_id = second
    aws_secret_access_key = two
    aws_session_token = passing
    [half]
    aws_access_key_id = third
    """

  @Test("A profile's keys are read from the file, and an incomplete pair is none") func profiles() {
    #expect(AccessKey(file: file, profile: "default") == AccessKey(id: "first", secret: "one="))
    #expect(AccessKey(file: file, profile: "office") == AccessKey(id: "second", secret: "two", token: "passing"))
    #expect(AccessKey(file: file, profile: "half") == nil)
    #expect(AccessKey(file: file, profile: "other") == nil)
  }

  @Test("The environment comes before the file, and names the file and the profile") func order() throws {
    let path = NSTemporaryDirectory() + "credentials-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(file.utf8).write(to: URL(fileURLWithPath: path))
    var environment = ["AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": "office"]
    #expect(AccessKey.find(in: environment)?.id == "second")
    environment["AWS_PROFILE"] = ""
    #expect(AccessKey.find(in: environment)?.id == "first")
    environment["AWS_ACCESS_KEY_ID"] = "mine"
    #expect(AccessKey.find(in: environment)?.id == "first", "half a pair is none")
    environment["AWS_SECRET_ACCESS_KEY"] = "also mine"
    #expect(AccessKey.find(in: environment)?.id == "mine")
    #expect(AccessKey.find(in: ["HOME": "/nowhere"]) == nil)
  }

  @Test("Keys are never printed") func unprinted() {
    let key = AccessKey(id: "first", secret: "hush-hush")
    #expect(!"\(key)\(String(reflecting: key))".contains("hush"))
  }
}
