import NIOPosix
import ReviewStore

/// Who is signed in, and who may sign in.
struct Authentication: Sendable {
  let sessions: SessionStore
  let forgery: ForgeryGuard
  let throttle: SignInThrottle
  /// Runs password checks one after another: each takes 32 MB for a tenth of a second.
  let passwords = FairQueue(atOnce: 1, room: 64)
  /// Read-only connection that authenticates each request; it never waits for a writer.
  let store: ReviewStore
  /// The one thread that uses the connection.
  private let thread = NIOThreadPool(numberOfThreads: 1)
  /// The one thread that changes sessions, so that nobody who only reads waits for a writer.
  private let changing = NIOThreadPool(numberOfThreads: 1)

  /// Authentication against the store in a folder.
  ///
  /// - Parameters:
  ///   - writer: the same store, for changes.
  ///   - key: the store's key for what browsers keep.
  init(_ writer: ReviewStore, key: [UInt8], lifetimes: SessionLifetimes) throws {
    store = try ReviewStore(at: writer.path, readOnly: true)
    forgery = ForgeryGuard(signer: Signer(key: key))
    sessions = SessionStore(writer, lifetimes: lifetimes, signer: forgery.signer)
    throttle = SignInThrottle(writer, signer: forgery.signer)
    thread.start()
    changing.start()
  }

  /// What a cookie stands for, and the account of a staff visitor. A session whose credentials have changed has ended.
  func recognize(_ token: String, at now: Moment) async throws -> (found: SessionStore.Found, staff: Staff?) {
    try await thread.runIfActive { [self] in
      let found = try sessions.find(token, at: now, in: store)
      guard let session = found.session else { return (found, nil) }
      let (stamp, staff) = try standing(of: session.visitor)
      let lasts = stamp == session.stamp && sessions.isAlive(session, as: staff?.role, at: now)
      return lasts ? (found, staff) : (SessionStore.Found(hasExpired: true, change: .ended), nil)
    }
  }

  /// A visitor's present credentials: their stamp, nil when there are none, and the member of staff for a staff visitor.
  private func standing(of visitor: Visitor) throws -> (stamp: String?, staff: Staff?) {
    switch visitor {
    case .candidate(let registration): return (try store.credentialStamp(ofCandidate: registration), nil)
    case .staff(let name):
      let known = try store.credentials(ofStaff: name)
      return (known?.stamp, known?.staff)
    }
  }

  /// Changes sessions. This works until the portal has closed.
  func change<Value: Sendable>(_ body: @escaping @Sendable (SessionStore) throws -> Value) async throws -> Value {
    try await changing.runIfActive { [sessions] in try body(sessions) }
  }

  /// Ends the threads, then closes the connection.
  func close() async {
    try? await thread.shutdownGracefully()
    try? await changing.shutdownGracefully()
    try? store.close()
  }
}
