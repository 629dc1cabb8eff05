import NIOPosix
import ReviewStore
import Wording

/// The store, used on threads of its own, so that no event loop and no task waits for a disk.
struct StoreAccess: Sendable {
  private let store: ReviewStore
  /// The threads. Whatever else waits for a disk runs on them too.
  let pool: NIOThreadPool
  /// Reads what candidates' pages show. One thread, because the store reads one thing at a time: several threads would
  /// only wait for each other.
  private let reading = NIOThreadPool(numberOfThreads: 1)

  /// Access to a store by a number of threads.
  init(_ store: ReviewStore, threads: Int) {
    self.store = store
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
    reading.start()
  }

  /// The policy that the store was made with.
  var policy: Policy { store.policy }
  /// The region's name.
  var regionName: Bilingual { store.regionName }

  /// Runs a closure with the store on one of the threads.
  func ask<Value: Sendable>(_ question: @escaping @Sendable (ReviewStore) throws -> Value) async throws -> Value {
    try await pool.runIfActive { [store] in try question(store) }
  }

  /// Reads what a candidate's pages show.
  func view(of registration: RegistrationNumber) async throws -> CandidateView {
    try await view(for: Hand(registration: registration))
  }

  /// Reads what a page of a candidate shows to the candidate, or to a clerk.
  func view(for hand: Hand) async throws -> CandidateView {
    try await reading.runIfActive { [store] in
      guard let clerk = hand.clerk else { return try store.candidateView(of: hand.registration) }
      return try store.candidateView(of: hand.registration, by: clerk)
    }
  }

  /// Makes sure that a clerk still has the candidate's permission. Candidates need none for their own pictures.
  func check(_ hand: Hand) async throws {
    if hand.clerk != nil { _ = try await view(for: hand) }
  }

  /// Finishes what is under way and ends the threads.
  func close() async {
    try? await pool.shutdownGracefully()
    try? await reading.shutdownGracefully()
  }
}
