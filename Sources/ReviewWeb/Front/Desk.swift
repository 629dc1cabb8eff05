import Foundation
import Hummingbird
import ImageKit
import Logging
import NIOPosix
import ReviewStore

/// What every route works with.
struct Desk: Sendable {
  let store: ReviewStore
  /// Read-only connection that authenticates each request; it never waits for a writer.
  let authStore: ReviewStore
  let options: PortalOptions
  let logger: Logger
  let clock: @Sendable () -> Moment
  let sessions: SessionStore
  let throttle = SignInThrottle()
  let forgery: ForgeryGuard
  let pages: PageWriter
  let assets = Assets()
  /// What upload pages tell everybody, in each language.
  let english, chinese: PolicyWords
  let metrics = Metrics()
  /// Photos being prepared, and pictures being stamped for who looks at them; their weights are their pixels.
  let pictures: FairQueue
  /// Uploads that are coming in.
  let arriving = Gate()
  /// Sign-ins being checked: each takes 32 MB for a tenth of a second.
  let passwords = FairQueue(atOnce: 1, room: 64)
  /// What became of acts with a key of their own.
  let outcomes = ActLedger<ActOutcome>()
  /// Whether the portal is shutting down.
  let closing = Flag()
  /// Where the store and the pictures are worked on, so that no waiting for a disk holds up the server.
  let pool: NIOThreadPool
  /// Where pages are read that everybody asks for: one thread, as one is all that reads at a time, and several would
  /// only wake each other.
  private let reading = NIOThreadPool(numberOfThreads: 1)

  init(_ store: ReviewStore, _ options: PortalOptions, logger: Logger, clock: @escaping @Sendable () -> Moment) throws {
    self.store = store
    authStore = try ReviewStore(at: store.path, readOnly: true)
    self.options = options
    self.logger = logger
    self.clock = clock
    english = PolicyWords(of: store.policy, in: .english)
    chinese = PolicyWords(of: store.policy, in: .chinese)
    sessions = SessionStore(lifetimes: options.lifetimes)
    // Devices and open forms are known again after a restart.
    forgery = ForgeryGuard(signer: Signer(key: try store.doorKey()))
    pictures = FairQueue(
      atOnce: options.picturesAtOnce, room: options.picturesWaiting, heavy: options.heavyPicturePixels)
    pages = PageWriter(
      templates: try Templates(), assets: assets, sessions: sessions, forgery: forgery, policy: store.policy,
      region: store.regionName)
    pool = NIOThreadPool(numberOfThreads: options.picturesAtOnce + 4)
    pool.start()
    reading.start()
  }

  /// Ends the threads, and closes what was opened here.
  func close() async {
    try? await pool.shutdownGracefully()
    try? await reading.shutdownGracefully()
    try? authStore.close()
  }

  /// Reads a candidate's papers, away from the server's own threads.
  func view(of registration: String) async throws -> CandidateView {
    try await reading.runIfActive { [store] in try store.candidateView(of: registration) }
  }

  /// Asks the store, away from the server's own threads.
  func ask<Value: Sendable>(_ question: @escaping @Sendable (ReviewStore) throws -> Value) async throws -> Value {
    try await pool.runIfActive { [store] in try question(store) }
  }
}
