import Foundation

/// An answer of the server, or none.
struct StubAnswer: Sendable {
  var status: Int
  var body: [UInt8] = []
  /// Whether only the head is sent.
  var isHead = false
  /// Whether the connection is closed before the answer's end.
  var isCut = false
  /// Whether there is no answer.
  var isSilent = false

  init(_ status: Int, _ body: [UInt8] = [], isHead: Bool = false, isCut: Bool = false, isSilent: Bool = false) {
    (self.status, self.body, self.isHead, self.isCut, self.isSilent) = (status, body, isHead, isCut, isSilent)
  }

  init(_ status: Int, error code: String) {
    self.init(status, Array("<?xml version=\"1.0\"?><Error><Code>\(code)</Code></Error>".utf8))
  }

  var bytes: [UInt8] {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let length = status == 204 ? "" : "Content-Length: \(body.count)\r\n"
    let head = "HTTP/1.1 \(status) Stub\r\nDate: \(format.string(from: .now))\r\n\(length)\r\n"
    return Array(head.utf8) + (isHead || status == 204 ? [] : body)
  }
}

/// One connection of a client.
struct StubConnection {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Answers requests until the client or a fault ends the connection.
  func serve(_ answer: (StubStorage.Request) -> StubAnswer?) {
    var buffer: [UInt8] = []
    while let request = next(&buffer) {
      guard var answer = answer(request) else { return }
      if answer.isSilent {
        // Until the client closes the connection.
        while !receive().isEmpty {}
        return
      }
      if request.method == "HEAD" { answer.isHead = true }
      let bytes = answer.bytes
      guard send(answer.isCut ? bytes.prefix(answer.status == 0 ? 0 : bytes.count - 4) : bytes[...]), !answer.isCut
      else {
        return
      }
    }
  }

  private func next(_ buffer: inout [UInt8]) -> StubStorage.Request? {
    let end = Array("\r\n\r\n".utf8)
    var head: Range<Int>?
    while true {
      head = Data(buffer).range(of: Data(end)).map { $0.lowerBound..<$0.upperBound }
      if head != nil { break }
      let more = receive()
      guard !more.isEmpty else { return nil }
      buffer += more
    }
    let lines = String(decoding: buffer[..<head!.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    buffer.removeFirst(head!.upperBound)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length {
      let more = receive()
      guard !more.isEmpty else { return nil }
      buffer += more
    }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    let words = lines[0].split(separator: " ")
    let target = words[1].split(separator: "?", maxSplits: 1)
    // `/bucket/key`
    let key =
      target[0].split(separator: "/", maxSplits: 1).dropFirst().first.flatMap { String($0).removingPercentEncoding }
      ?? ""
    var query: [String: String] = [:]
    for part in target.dropFirst().first?.split(separator: "&") ?? [] {
      let halves = part.split(separator: "=", maxSplits: 1)
      query[String(halves[0])] = halves.dropFirst().first.flatMap { String($0).removingPercentEncoding } ?? ""
    }
    return StubStorage.Request(method: String(words[0]), key: key, query: query, headers: headers, body: body)
  }

  private func receive() -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &piece, piece.count, 0)
    return Array(piece.prefix(max(0, count)))
  }

  private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
    var left = bytes
    while !left.isEmpty {
      let sent = left.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      left = left.dropFirst(sent)
    }
    return true
  }
}
