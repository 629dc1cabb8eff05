import Foundation
import ImageKit
import ReviewStore
import Wording

/// One try to sign in: held back where there have been too many wrong ones, and counted.
struct SignInAttempt {
  let desk: Desk
  let visitor: Visitor
  let address: String
  /// Whether this device has signed in to the account before.
  let isKnown: Bool

  /// The stamp of the credentials that were shown.
  ///
  /// - Throws: what the store refuses, or that it is time to wait.
  func run(_ check: @escaping @Sendable (ReviewStore) throws -> String) async throws -> String {
    let now = Double(desk.clock().milliseconds) / 1000
    let wait = desk.throttle.wait(account: visitor.key, address: address, isKnown: isKnown, at: now)
    guard wait == 0 else {
      var problem = Problem(
        .tooManyRequests, "slow-down",
        Bilingual("Too many wrong attempts. Try again in \(wait) seconds.", "错误次数过多，请 \(wait) 秒后再试。"))
      problem.retryAfter = wait
      throw ProblemError(problem)
    }
    do {
      let stamp = try await desk.passwords.run(for: address) { try await desk.ask(check) }
      desk.throttle.succeed(account: visitor.key, address: address)
      return stamp
    } catch InputError.wrongSecret {
      desk.throttle.fail(account: visitor.key, address: address, at: now)
      throw InputError.wrongSecret
    }
  }
}
