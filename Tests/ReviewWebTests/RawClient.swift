import Foundation
import NIOCore
import NIOPosix

@testable import ReviewWeb

/// A TCP connection on which a test sends any bytes, not only complete requests.
struct RawClient {
  let inbound: NIOAsyncChannelInboundStream<ByteBuffer>
  let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

  func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }
  func send(_ bytes: some Sequence<UInt8> & Sendable) async throws {
    try await outbound.write(ByteBuffer(bytes: bytes))
  }

  /// Everything received until the other side closes the connection.
  func untilClosed() async -> String {
    var text = ""
    do {
      for try await buffer in inbound { text += String(buffer: buffer) }
    } catch { /* Cut off is closed, too. */  }
    return text
  }

  /// Connects to a port on loopback.
  static func connected<Value: Sendable>(
    to port: Int, _ body: @Sendable @escaping (RawClient) async throws -> Value
  ) async throws -> Value {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await body(RawClient(inbound: inbound, outbound: outbound))
    }
  }
}

extension TestPortal {
  /// Serves on a free port while a test runs; returns after the portal has stopped.
  func serve<Value: Sendable>(_ test: @Sendable @escaping (Int) async throws -> Value) async throws -> Value {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (ports, port) = AsyncStream<Int>.makeStream()
    async let served: Void = portal.run { port.yield($0) }
    var waiting = ports.makeAsyncIterator()
    let value: Value
    do {
      value = try await test(await waiting.next() ?? 0)
    } catch {
      portal.stop()
      throw error
    }
    portal.stop()
    try await served
    return value
  }

  /// The head and the body of an upload request, as a browser sends them.
  func uploadRequest(_ visit: String, photo: [UInt8], more: String = "") -> (head: String, body: [UInt8]) {
    var form = Multipart.Body()
    form.add("token", token(visit))
    form.add("photo", photo, fileName: "photo.jpg")
    let body = form.finished
    let head = """
      POST /materials/education/1/upload HTTP/1.1\r
      Host: localhost\r
      Cookie: visit=\(visit)\r
      Accept: application/json\r
      Content-Type: \(Multipart.type)\r
      Content-Length: \(body.count)\r
      \(more)\r

      """
    return (head, body)
  }
}
