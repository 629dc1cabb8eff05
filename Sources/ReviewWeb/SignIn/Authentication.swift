import NIOPosix
import ReviewStore

/// Who is signed in, and who may sign in.
struct Authentication: Sendable {
  let sessions: SessionStore
  let forgery: ForgeryGuard
  let throttle = SignInThrottle()
  /// Runs password checks one after another: each takes 32 MB for a tenth of a second.
  let passwords = FairQueue(atOnce: 1, room: 64)
  /// Read-only connection that authenticates each request; it never waits for a writer.
  let store: ReviewStore
  /// The one thread that uses the connection.
  private let thread = NIOThreadPool(numberOfThreads: 1)

  /// Authentication against the store in a folder.
  ///
  /// - Parameter key: the store's key for what browsers keep beyond a restart.
  init(storeAt path: String, key: [UInt8], lifetimes: SessionLifetimes) throws {
    store = try ReviewStore(at: path, readOnly: true)
    sessions = SessionStore(lifetimes: lifetimes)
    forgery = ForgeryGuard(signer: Signer(key: key))
    thread.start()
  }

  /// A visitor's present credentials: their stamp, nil when there are none, and the member of staff for a staff visitor.
  func standing(of visitor: Visitor) async throws -> (stamp: String?, staff: Staff?) {
    try await thread.runIfActive { [store] in
      switch visitor {
      case .candidate(let registration): return (try store.credentialStamp(ofCandidate: registration), nil)
      case .staff(let name):
        let known = try store.credentials(ofStaff: name)
        return (known?.stamp, known?.staff)
      }
    }
  }

  /// Ends the thread, then closes the connection.
  func close() async {
    try? await thread.shutdownGracefully()
    try? store.close()
  }
}
