import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// How long a client may take, and how much it may send.
public struct ConnectionLimits: Sendable {
  /// Seconds for a request's head, from the connection's opening or the response before.
  public var headSeconds = 20
  /// Seconds between two looks at how much of a body has come.
  public var bodyCheckSeconds = 15
  /// Bytes of a body that must come between two looks: a phone on a bad network sends more.
  public var bodyBytesPerCheck = 4096
  /// Seconds for which a client may leave a response unread.
  public var unreadSeconds = 60
  /// The largest body, in bytes; beyond it the connection is cut.
  public var bodyBytes = 160_000_000
  /// The largest head, in bytes.
  public var headBytes = 16_384
  /// The most header fields.
  public var headFields = 64
  /// The most connections at once.
  public var connections = 1024

  /// The defaults.
  public init() {}
}

/// Watches one connection and closes it when the client dawdles: while sending a head, sending a body or reading an
/// answer. A connection that trickles one byte a second would otherwise be held for ever.
///
/// One a connection, and used on its event loop only.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase { case head, body, answering }

  private let limits: ConnectionLimits
  private var phase = Phase.head
  private var bodyBytes = 0
  private var bodyBytesAtLastCheck = 0
  private var receiving: Scheduled<Void>?
  private var sending: Scheduled<Void>?

  init(_ limits: ConnectionLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { awaitHead(context) } }

  func channelActive(context: ChannelHandlerContext) {
    awaitHead(context)
    context.fireChannelActive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      phase = .body
      bodyBytes = 0
      bodyBytesAtLastCheck = 0
      checkBody(context)
    case .body(let buffer):
      bodyBytes += buffer.readableBytes
      guard bodyBytes <= limits.bodyBytes else {
        context.close(promise: nil)
        return
      }
    case .end:
      phase = .answering
      receiving?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), phase == .answering { awaitHead(context) }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    sending?.cancel()
    if !context.channel.isWritable { sending = close(context, after: limits.unreadSeconds) }
    context.fireChannelWritabilityChanged()
  }

  private func awaitHead(_ context: ChannelHandlerContext) {
    phase = .head
    receiving?.cancel()
    receiving = close(context, after: limits.headSeconds)
  }

  private func checkBody(_ context: ChannelHandlerContext) {
    receiving?.cancel()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    receiving = context.eventLoop.scheduleTask(in: .seconds(Int64(limits.bodyCheckSeconds))) {
      let (guardian, context) = bound.value
      guard guardian.phase == .body else { return }
      guard guardian.bodyBytes - guardian.bodyBytesAtLastCheck >= guardian.limits.bodyBytesPerCheck else {
        context.close(promise: nil)
        return
      }
      guardian.bodyBytesAtLastCheck = guardian.bodyBytes
      guardian.checkBody(context)
    }
  }

  private func close(_ context: ChannelHandlerContext, after seconds: Int) -> Scheduled<Void> {
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    return context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { bound.value.close(promise: nil) }
  }

  private func stop() {
    receiving?.cancel()
    sending?.cancel()
  }
}
