import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import ReviewWeb

@Suite("Slow clients", .timeLimit(.minutes(20))) struct ConnectionGuardTests {
  private static let request = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/")

  private func channel(
    _ limits: ConnectionLimits = ConnectionLimits(), counting open: OpenConnections = OpenConnections(limit: 64),
    from address: String = "127.0.0.1", trusting proxies: Set<String> = []
  ) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: ConnectionGuard(limits, counting: open, trusting: proxies))
    try channel.connect(to: SocketAddress(ipAddress: address, port: 1)).wait()
    return channel
  }

  private func answer(_ channel: EmbeddedChannel) throws {
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .notFound)))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
  }

  private func heads(written channel: EmbeddedChannel) throws -> [HTTPResponse] {
    var heads: [HTTPResponse] = []
    while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
      if case .head(let head) = part { heads.append(head) }
    }
    return heads
  }

  @Test("A client that does not send a whole request head in time is disconnected")
  func head() throws {
    let channel = try channel()
    channel.embeddedEventLoop.advanceTime(by: .seconds(19))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test("A body that arrives too slowly is cut off; one at a steady rate may take longer")
  func body() throws {
    let slow = try channel()
    try slow.writeInbound(HTTPRequestPart.head(Self.request))
    for _ in 0..<31 where slow.isActive {
      try slow.writeInbound(HTTPRequestPart.body(ByteBuffer(bytes: [1])))
      slow.embeddedEventLoop.advanceTime(by: .seconds(1))
    }
    #expect(!slow.isActive)

    let steady = try channel()
    try steady.writeInbound(HTTPRequestPart.head(Self.request))
    for _ in 0..<600 {
      try steady.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1000)))
      steady.embeddedEventLoop.advanceTime(by: .seconds(1))
    }
    #expect(steady.isActive)
  }

  @Test("A body larger than the limit is cut off, whatever its Content-Length")
  func tooLarge() throws {
    var limits = ConnectionLimits()
    limits.bodyBytes = 1000
    let channel = try channel(limits)
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1001)))
    #expect(!channel.isActive)
  }

  @Test("No timeout runs while a response is made; afterwards the next head is awaited again")
  func answering() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .minutes(9))
    #expect(channel.isActive)
    try answer(channel)
    channel.embeddedEventLoop.advanceTime(by: .seconds(21))
    #expect(!channel.isActive)
  }

  @Test("A response that is never made ends the connection, too")
  func neverAnswered() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .seconds(601))
    #expect(!channel.isActive)
  }

  @Test("Even a body at a steady rate has a total time limit")
  func endlessBody() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    for second in 0..<1801 where channel.isActive {
      if second == 1790 { #expect(channel.isActive) }
      try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1000)))
      channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    }
    #expect(!channel.isActive)
  }

  @Test("A response before the end of the body closes the connection, whether or not the rest arrives")
  func early() throws {
    for restComes in [true, false] {
      let channel = try channel()
      try channel.writeInbound(HTTPRequestPart.head(Self.request))
      try answer(channel)
      #expect(try heads(written: channel).map { $0.headerFields[.connection] } == ["close"])
      if restComes {
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(bytes: [1])))
        try channel.writeInbound(HTTPRequestPart.end(nil))
      } else {
        channel.embeddedEventLoop.advanceTime(by: .seconds(31))
      }
      #expect(!channel.isActive, "the rest comes: \(restComes)")
    }
  }

  @Test("Pipelined requests are answered in turn, and do not count as early responses")
  func pipelined() throws {
    let channel = try channel()
    for _ in 0..<2 {
      try channel.writeInbound(HTTPRequestPart.head(Self.request))
      try channel.writeInbound(HTTPRequestPart.end(nil))
    }
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try answer(channel)
    try answer(channel)
    #expect(channel.isActive)
    let heads = try heads(written: channel)
    #expect(heads.allSatisfy { $0.headerFields[.connection] == nil })
    try channel.writeInbound(HTTPRequestPart.end(nil))
    try answer(channel)
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(21))
    #expect(!channel.isActive)
  }

  @Test("At an address's limit its longest idle connection is closed; if all are busy, the new one is refused")
  func perAddress() throws {
    let open = OpenConnections(limit: 3)
    let old = try (0..<3).map { _ in try channel(counting: open) }
    try old[0].writeInbound(HTTPRequestPart.head(Self.request))
    let fourth = try channel(counting: open)
    old.forEach { $0.embeddedEventLoop.run() }
    #expect(old.map(\.isActive) == [true, false, true], "the first is at work, the second idle for longest")
    #expect(fourth.isActive && open.count(of: "127.0.0.1") == 3)
    let other = try channel(counting: open, from: "127.0.0.2")
    #expect(other.isActive)

    for channel in [old[2], fourth] { try channel.writeInbound(HTTPRequestPart.head(Self.request)) }
    let refused = EmbeddedChannel(handler: ConnectionGuard(ConnectionLimits(), counting: open))
    try? refused.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    #expect(!refused.isActive)
    for channel in [old[0], old[2], fourth] { try channel.close().wait() }
    #expect(open.count(of: "127.0.0.1") == 0)
  }

  @Test("Behind a trusted proxy each request in progress counts against its client's limit")
  func behindProxy() throws {
    let open = OpenConnections(limit: 2)
    func request(of client: String) -> HTTPRequestPart {
      .head(
        HTTPRequest(
          method: .get, scheme: "http", authority: "x", path: "/", headerFields: [.forwardedFor: client]))
    }
    let channels = try (0..<5).map { _ in try channel(counting: open, trusting: ["127.0.0.1"]) }
    #expect(channels.allSatisfy { $0.isActive })
    for channel in channels[0..<3] {
      try channel.writeInbound(request(of: "9.9.9.9"))
      try channel.writeInbound(HTTPRequestPart.end(nil))
    }
    #expect(try heads(written: channels[2]).map(\.status) == [.tooManyRequests])
    #expect(open.count(of: "9.9.9.9") == 2)
    try channels[3].writeInbound(request(of: "8.8.8.8"))
    #expect(try heads(written: channels[3]).isEmpty)
    try answer(channels[0])
    #expect(open.count(of: "9.9.9.9") == 1)
    try channels[4].writeInbound(request(of: "9.9.9.9"))
    #expect(try heads(written: channels[4]).isEmpty)
  }
}
