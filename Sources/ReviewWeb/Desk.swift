import Foundation
import Hummingbird
import ImageKit
import Logging
import NIOPosix
import ReviewStore

/// What a visit rests on.
struct VisitStanding: Sendable {
  /// The credentials' stamp; nil when there are none any more.
  var stamp: String?
  /// The member of staff, if it is one.
  var staff: Staff?
}

/// What every route works with.
struct Desk: Sendable {
  let store: ReviewStore
  let options: PortalOptions
  let logger: Logger
  let clock: @Sendable () -> Moment
  let sessions: SessionStore
  let throttle = SignInThrottle()
  let forgery: ForgeryGuard
  let pages: PageWriter
  let assets = Assets()
  let metrics = Metrics()
  /// Photos being prepared, and pictures being stamped for who looks at them.
  let pictures: FairQueue
  /// Uploads that are coming in.
  let arriving = Gate()
  /// Sign-ins being checked: each takes 32 MB for a tenth of a second.
  let passwords = FairQueue(atOnce: 1, room: 64)
  /// What became of acts with a key of their own.
  let outcomes = ActLedger<ActOutcome>()
  /// Tells whether anything in the store has changed.
  let watch: ChangeWatch
  /// Who may come in, as the store had it last.
  let standings = StoreMemory<Visitor, VisitStanding>(seconds: 3600, room: 50_000)
  /// Upload pages as they were last.
  let materialsPages = StoreMemory<MaterialsPage.Key, MaterialsPage.Made>(seconds: 10, room: 2000)
  /// Whether the portal is shutting down.
  let closing = Flag()
  /// Where the store and the pictures are worked on, so that no waiting for a disk holds up the server.
  let pool: NIOThreadPool

  init(_ store: ReviewStore, _ options: PortalOptions, logger: Logger, clock: @escaping @Sendable () -> Moment) throws {
    self.store = store
    watch = try store.watch()
    self.options = options
    self.logger = logger
    self.clock = clock
    let signer = Signer()
    sessions = SessionStore(lifetimes: options.lifetimes, signer: signer)
    forgery = ForgeryGuard(signer: signer)
    pictures = FairQueue(atOnce: options.picturesAtOnce, room: options.picturesWaiting)
    pages = PageWriter(
      templates: try Templates(), assets: assets, sessions: sessions, forgery: forgery, policy: store.policy,
      region: store.region)
    pool = NIOThreadPool(numberOfThreads: options.picturesAtOnce + 4)
    pool.start()
  }

  /// Asks the store, away from the server's own threads.
  func ask<Value: Sendable>(_ question: @escaping @Sendable (ReviewStore) throws -> Value) async throws -> Value {
    try await pool.runIfActive { [store] in try question(store) }
  }
}
