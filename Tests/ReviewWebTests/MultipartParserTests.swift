import Testing

@testable import ReviewWeb

@Suite("Multipart parsing", .timeLimit(.minutes(20))) struct MultipartParserTests {
  private func parse(_ bytes: [UInt8], chunk: Int) throws -> (parts: [(MultipartParser.Head, [UInt8])], whole: Bool) {
    var parser = try #require(MultipartParser(contentType: Multipart.type))
    var parts: [(MultipartParser.Head, [UInt8])] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes {
        try parser.feed($0) { event in
          switch event {
          case .part(let head): parts.append((head, []))
          case .data(let data): parts[parts.count - 1].1 += Array(data)
          case .endOfPart: break
          }
        }
      }
    }
    return (parts, parser.isComplete)
  }

  @Test("Parts are the same however the body is split into chunks", arguments: [1, 2, 3, 7, 64, 4096])
  func chunks(chunk: Int) throws {
    let tricky = Array("\r\n--\(Multipart.boundary.dropLast())\r\n\r\n--".utf8) + [0, 13, 10, 45, 45]
    var body = Multipart.Body()
    body.add("token", "abc")
    body.add("empty", "")
    body.add("photo", tricky, fileName: "a \\\"b\\\".jpg")
    let (parts, whole) = try parse(body.finished, chunk: chunk)
    #expect(whole)
    #expect(parts.map(\.0.name) == ["token", "empty", "photo"])
    #expect(parts.map(\.1) == [Array("abc".utf8), [], tricky])
    #expect(parts[2].0.fileName == "a \"b\".jpg")
  }

  @Test("A part's head without an end is refused before it fills memory")
  func endlessHead() {
    let head = Array("--\(Multipart.boundary)\r\nX: ".utf8) + [UInt8](repeating: 65, count: 10_000)
    #expect(throws: MultipartParser.Malformed.self) { try parse(head, chunk: 512) }
  }

  @Test("Only form data with a valid boundary is accepted")
  func types() {
    #expect(MultipartParser(contentType: "text/plain") == nil)
    #expect(MultipartParser(contentType: "multipart/form-data") == nil)
    #expect(MultipartParser(contentType: "multipart/form-data; boundary=\(String(repeating: "x", count: 71))") == nil)
    #expect(MultipartParser(contentType: "multipart/form-data; boundary=\"a b\"") != nil)
  }
}
