import Logging
import ReviewStore

/// What all routes share.
struct Desk: Sendable {
  let options: PortalOptions
  let logger: Logger
  let clock: @Sendable () -> Moment
  let metrics = Metrics()
  /// Whether the portal is shutting down.
  let closing = Flag()
  let store: StoreAccess
  let authentication: Authentication
  let uploads: UploadIntake
  let thumbnails: Thumbnails
  let pages: PageWriter
  /// Tables of registrations that somebody has previewed.
  let pendingTables = PendingTables()

  /// Dossiers that are being made. Others wait.
  let dossiers = FairQueue(atOnce: 2, room: 16)

  init(_ store: ReviewStore, _ options: PortalOptions, logger: Logger, clock: @escaping @Sendable () -> Moment) throws {
    self.options = options
    self.logger = logger
    self.clock = clock
    // More threads than pictures, so that pictures at work leave some for everything else.
    self.store = StoreAccess(store, threads: options.picturesAtOnce + 4)
    authentication = try Authentication(store, key: try store.signingKey(), lifetimes: options.lifetimes)
    uploads = UploadIntake(
      limits: .init(
        bodyBytes: options.connection.bodyBytes, atOnce: options.uploadsAtOnce, atOnceEach: options.uploadsAtOnceEach),
      store: self.store,
      folder: SpoolFolder(path: options.spoolFolder ?? store.path, pool: self.store.pool),
      pictures: FairQueue(
        atOnce: options.picturesAtOnce, room: options.picturesWaiting, heavy: options.heavyPicturePixels),
      clock: clock, metrics: metrics)
    thumbnails = Thumbnails(store: self.store, pictures: uploads.pictures)
    pages = PageWriter(
      forgery: authentication.forgery, policy: store.policy, region: store.regionName)
  }

  /// Leaves news for the next page of a session.
  func tell(_ news: News, to context: PortalContext) async throws {
    let visit = context.visit
    try await withSessions { try $0.tell(news, to: visit) }
  }

  /// Changes sessions.
  func withSessions<Value: Sendable>(_ body: @escaping @Sendable (SessionStore) throws -> Value) async throws -> Value {
    try await authentication.change(body)
  }

  /// Finishes what is under way and closes what was opened here. Authentication is closed last: until then requests get
  /// the answer that the portal is closing.
  func close() async {
    await store.close()
    uploads.originals.releaseAll()
    await authentication.close()
  }
}
