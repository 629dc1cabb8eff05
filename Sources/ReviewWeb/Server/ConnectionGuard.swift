import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Watches one connection. Every state has a deadline: waiting for a head, receiving a body, making or sending the
/// response, and closing. It also counts the connection by its client's address; behind a trusted proxy it counts each
/// request instead.
///
/// If a response ends before its request's body does, the connection is closed; otherwise a client could leave the body
/// unfinished and hold the connection.
///
/// There is one guard for each connection, used on the connection's event loop only.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// The client reset or broke the connection.
  struct Lost: ProblemTelling {
    var problem: Problem { .tornUpload }
  }

  private enum State {
    /// The next request's head is awaited.
    case idle
    /// A body is coming in.
    case receiving
    /// The request is here; its response is being made or sent.
    case answering
    /// The last response has been sent; further input is discarded.
    case closing
  }

  private let limits: ConnectionLimits
  private let open: OpenConnections
  private let proxies: Set<String>

  private var state = State.idle
  // A client may send its next request before it has the response to the last, so each is counted.
  private var heads = 0
  private var ends = 0
  private var responses = 0
  private var unsentResponses = 0
  /// Whether the connection closes after the response that is being written.
  private var closesAfterResponse = false
  private var bodyBytes = 0
  private var bodyBytesAtLastCheck = 0
  private var bodySeconds = 0
  private var deadline: Scheduled<Void>?
  private var unread: Scheduled<Void>?
  /// The connection's own place among those of its address; behind a trusted proxy one for each request under way.
  private var tickets: [OpenConnections.Ticket] = []
  private var peer: String?
  private var isProxied: Bool { peer.map(proxies.contains) ?? false }

  /// - Parameters:
  ///   - open: where connections are counted.
  ///   - proxies: addresses of trusted proxies, as ``ClientAddress/normalized(_:)`` writes them.
  init(_ limits: ConnectionLimits, counting open: OpenConnections, trusting proxies: Set<String> = []) {
    self.limits = limits
    self.open = open
    self.proxies = proxies
  }

  // MARK: The connection

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    peer = context.channel.remoteAddress?.ipAddress.map { ClientAddress.normalized($0) ?? $0 }
    if let peer, !isProxied {
      let key = ClientAddress(address: peer).throttlingKey
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      let loop = context.eventLoop
      let ticket = open.enter(key) { loop.execute { bound.value.0.makeRoom(bound.value.1) } }
      guard let ticket else {
        context.close(promise: nil)
        return
      }
      tickets = [ticket]
    }
    settle(context)
  }

  /// Another connection of the same address needs the room of this one, which was idle when it was chosen.
  private func makeRoom(_ context: ChannelHandlerContext) {
    if state == .idle { context.close(promise: nil) } else { closesAfterResponse = true }
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  private func stop() {
    deadline?.cancel()
    unread?.cancel()
    tickets.forEach(open.leave)
    tickets = []
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .closing else {
      // Once all of the request is read, closing cannot cost the client the response.
      if case .end = unwrapInboundIn(data) { context.close(promise: nil) }
      return
    }
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard isAdmitted(head) else {
        refuse(context)
        return
      }
      heads += 1
      bodyBytes = 0
      bodyBytesAtLastCheck = 0
      bodySeconds = 0
      settle(context)
    case .body(let buffer):
      bodyBytes += buffer.readableBytes
      guard bodyBytes <= limits.bodyBytes else {
        context.close(promise: nil)
        return
      }
    case .end:
      ends += 1
      settle(context)
    }
    context.fireChannelRead(data)
  }

  /// Whether there is room for a request; those that come through a trusted proxy count by their client's address.
  private func isAdmitted(_ head: HTTPRequest) -> Bool {
    guard isProxied else { return true }
    let client = ClientAddress(of: head, peer: peer, trusting: proxies)
    guard let ticket = open.enter(client.throttlingKey) else { return false }
    tickets.append(ticket)
    return true
  }

  /// Sends an error response itself and closes the connection.
  private func refuse(_ context: ChannelHandlerContext) {
    let head = HTTPResponse(
      status: .tooManyRequests, headerFields: [.connection: "close", .contentLength: "0", .retryAfter: "5"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    close(context: context, mode: .output, promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // After a parse error the rest of the input cannot be interpreted.
    closesAfterResponse = true
    context.fireErrorCaught(error is HTTPParserError ? error : Lost())
  }

  // MARK: Responses

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if ends <= responses { closesAfterResponse = true }
      guard closesAfterResponse else { break }
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
      return
    case .body: break
    case .end:
      responses += 1
      unsentResponses += 1
      if isProxied, !tickets.isEmpty { open.leave(tickets.removeFirst()) }
      let promise = promise ?? context.eventLoop.makePromise()
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      promise.futureResult.whenComplete { _ in
        let (guardian, context) = bound.value
        guardian.unsentResponses -= 1
        guardian.hasSent(context)
      }
      context.write(data, promise: promise)
      return
    }
    context.write(data, promise: promise)
  }

  private func hasSent(_ context: ChannelHandlerContext) {
    guard context.channel.isActive, state != .closing else { return }
    guard closesAfterResponse else {
      settle(context)
      return
    }
    // Closing while input is unread would reset the connection, and the client might never see the response.
    let isReadWhole = heads == ends && responses == heads
    close(context: context, mode: isReadWhole ? .all : .output, promise: nil)
  }

  /// Closes the output first and gives the client some time to close its side.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode == .output, state != .closing {
      enter(.closing, context)
      deadline = close(context, after: limits.closingSeconds)
    }
    context.close(mode: mode, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    unread?.cancel()
    if !context.channel.isWritable { unread = close(context, after: limits.unreadSeconds) }
    context.fireChannelWritabilityChanged()
  }

  // MARK: Deadlines

  /// Enters the state that the counts tell of, with its deadline.
  private func settle(_ context: ChannelHandlerContext) {
    guard state != .closing else { return }
    if heads > ends {
      enter(.receiving, context)
      checkBody(context)
    } else if heads > responses || unsentResponses > 0 {
      enter(.answering, context)
      deadline = close(context, after: limits.answerSeconds)
    } else {
      enter(.idle, context)
      deadline = close(context, after: limits.headSeconds)
    }
  }

  private func enter(_ state: State, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    self.state = state
    if !isProxied, let own = tickets.first { open.setIdle(state == .idle, own) }
  }

  private func checkBody(_ context: ChannelHandlerContext) {
    let seconds = min(limits.bodyCheckSeconds, limits.bodySeconds - bodySeconds)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
      let (guardian, context) = bound.value
      guardian.bodySeconds += seconds
      let limits = guardian.limits
      guard guardian.bodySeconds < limits.bodySeconds,
        guardian.bodyBytes - guardian.bodyBytesAtLastCheck >= limits.bodyBytesPerCheck
      else {
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
}
