import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import ImageKit
import Logging
import NIOCore
import ReviewStore
import ServiceLifecycle

/// The portal: pages for candidates and staff, and the same acts as a JSON API, over one store.
///
/// ```swift
/// let portal = try Portal(store, options: PortalOptions(), logger: logger)
/// try await portal.run()
/// ```
public struct Portal: Sendable {
  let desk: Desk
  private let stopping: AsyncStream<Void>
  private let stopper: AsyncStream<Void>.Continuation

  /// A portal over a store.
  ///
  /// - Parameters:
  ///   - logger: gets log lines, which hold no personal data.
  ///   - clock: the current time; tests pass their own.
  public init(
    _ store: ReviewStore, options: PortalOptions = PortalOptions(), logger: Logger = Logger(label: "portal"),
    clock: @escaping @Sendable () -> Moment = { .now }
  ) throws {
    var options = options
    options.trustedProxies = Set(options.trustedProxies.map { ClientAddress.normalized($0) ?? $0 })
    desk = try Desk(store, options, logger: logger, clock: clock)
    (stopping, stopper) = AsyncStream.makeStream()
  }

  /// Stops a running portal: it accepts nothing new, finishes what is under way, and ``run(onRunning:)`` returns. Before
  /// that, for as long as the options say, it only tells a balancer that asks `/readyz` to send requests elsewhere; a
  /// second call ends that time. May be called from any thread.
  public func stop() {
    desk.closing.raise()
    stopper.yield()
  }

  /// Serves until ``stop()`` is called.
  ///
  /// - Parameter onRunning: called with the port once the portal answers.
  public func run(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let application = try application(onRunning: onRunning)
    var configuration = ServiceGroupConfiguration(services: [.init(service: application)], logger: desk.logger)
    configuration.maximumGracefulShutdownDuration = .seconds(desk.options.shutdownSeconds)
    let group = ServiceGroup(configuration: configuration)
    let watch = Task { [self] in
      await untilAskedToStop()
      if desk.options.drainSeconds > 0 {
        await withTaskGroup(of: Void.self) { waiting in
          waiting.addTask { await untilAskedToStop() }
          waiting.addTask { [seconds = desk.options.drainSeconds] in try? await Task.sleep(for: .seconds(seconds)) }
          await waiting.next()
          waiting.cancelAll()
        }
      }
      await group.triggerGracefulShutdown()
    }
    let releasing = Task { [desk] in
      while (try? await Task.sleep(for: .seconds(60))) != nil {
        desk.uploads.originals.releaseExpired(at: desk.clock())
      }
    }
    let tidying = Task { await tidy() }
    let collecting = Task { [self] in
      guard (try? await desk.store.ask { $0.sweepsInTurn }) == true else { return }
      while (try? await Task.sleep(for: .seconds(60))) != nil { await sweep() }
    }
    defer {
      watch.cancel()
      releasing.cancel()
      tidying.cancel()
      collecting.cancel()
    }
    async let swept: Void = sweep()
    try await group.run()
    await swept
    await desk.close()
  }

  /// Waits for a call of ``stop()``.
  private func untilAskedToStop() async {
    for await _ in stopping { return }
  }

  /// Removes files of uploads that were interrupted by a crash and never acknowledged. Where all portals see the same
  /// files, whichever comes first does it, once a day.
  func sweep() async {
    do {
      let count = try await desk.store.ask { $0.sweepsInTurn ? try $0.sweepInTurn() : try $0.sweep() }
      if count > 0 { desk.logger.notice("removed files that a crash left behind", metadata: ["files": "\(count)"]) }
    } catch is CancellationError {
      // The server could not start, or ends already: the files are left for its next start.
    } catch {
      desk.logger.warning("files that a crash left behind stay", metadata: ["problem": "\(Problem(error).code)"])
    }
  }

  /// How old the last head of the log becomes at most, while there are new entries, in seconds.
  private static let headAge = 60
  /// How often it is looked whether the log has to be sealed, in seconds.
  private static let lookingEvery = 10

  /// Beside the acts: seals the log once a minute, or sooner when many entries are new, and forgets old sessions.
  /// Whichever portal of a store comes first does it.
  private func tidy() async {
    var looks = 0
    while (try? await Task.sleep(for: .seconds(Self.lookingEvery))) != nil {
      looks += 1
      do {
        try await desk.store.ask { try $0.sealIfDue(olderThan: Self.headAge - Self.lookingEvery, inTurn: true) }
        guard looks.isMultiple(of: Self.headAge / Self.lookingEvery) else { continue }
        let now = desk.clock()
        try await desk.withSessions { try $0.sweepInTurn(at: now, every: Self.headAge - Self.lookingEvery) }
      } catch {
        desk.logger.warning(
          "the log was not sealed, or old sessions were not forgotten", metadata: ["problem": "\(Problem(error).code)"])
      }
    }
  }

  /// The server with all its routes.
  func application(
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    let options = desk.options
    let limits = options.connection
    let open = OpenConnections(limit: limits.connectionsEach)
    let base = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [ConnectionGuard(limits, counting: open, trusting: options.trustedProxies)],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
          maxHeaderFieldCount: limits.headFields)))
    let server = try options.certificate.map { try Self.encrypted(base, with: $0) } ?? base
    return Application(
      router: router, server: server,
      configuration: .init(
        address: .hostname(options.host, port: options.port), serverName: nil, reuseAddress: true,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? options.port) },
      logger: desk.logger)
  }

  private static func encrypted(
    _ server: HTTPServerBuilder, with certificate: PortalOptions.Certificate
  ) throws -> HTTPServerBuilder {
    let configuration = try certificate.configuration
    do {
      return try .tls(server, tlsConfiguration: configuration)
    } catch {
      throw CertificateError.mismatch(chain: certificate.chain, key: certificate.key)
    }
  }

  /// All routes, inside the middleware that handles every request.
  var router: Router<PortalContext> {
    let plain = Router(context: PortalContext.self)
    mountRoutes(on: plain)
    let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ClientMiddleware(desk: desk))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorPages(desk: desk, routes: RouteTable(plain)))
    router.add(middleware: SoundRequests())
    router.add(middleware: DecodedParameters())
    mountRoutes(on: router)
    return router
  }

  private func mountRoutes(on router: Router<PortalContext>) {
    desk.pages.assets.mount(on: router)
    HealthRoutes(desk: desk).mount(on: router)
    SignInRoutes(desk: desk).mount(on: router)
    SecondFactorRoutes(desk: desk).mount(on: router)
    PasskeyRoutes(desk: desk).mount(on: router)
    OwnPasswordRoutes(desk: desk).mount(on: router)
    SessionRoutes(desk: desk).mount(on: router)
    CandidateRoutes(desk: desk).mount(on: router)
    ClerkRoutes(desk: desk).mount(on: router)
    StaffRoutes(desk: desk).mount(on: router)
    ProgramRoutes(desk: desk).mount(on: router)
  }
}
