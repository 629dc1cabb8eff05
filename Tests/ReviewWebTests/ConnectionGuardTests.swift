import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import ReviewWeb

@Suite("Slow clients") struct ConnectionGuardTests {
  private static let request = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/")

  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: ConnectionGuard(ConnectionLimits()))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  @Test("Whoever sends no whole head in time is dropped")
  func head() throws {
    let channel = try channel()
    channel.embeddedEventLoop.advanceTime(by: .seconds(19))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(2))
    #expect(!channel.isActive)
  }

  @Test("A body that trickles is dropped; one that comes steadily may take its time")
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

  @Test("A body larger than allowed is cut off, whatever its head promised")
  func tooLarge() throws {
    var limits = ConnectionLimits()
    limits.bodyBytes = 1000
    let channel = EmbeddedChannel(handler: ConnectionGuard(limits))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: 1001)))
    #expect(!channel.isActive)
  }

  @Test("While an answer is being made nobody is in a hurry; afterwards the next head is awaited again")
  func answering() throws {
    let channel = try channel()
    try channel.writeInbound(HTTPRequestPart.head(Self.request))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .minutes(5))
    #expect(channel.isActive)
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: .seconds(21))
    #expect(!channel.isActive)
  }
}
