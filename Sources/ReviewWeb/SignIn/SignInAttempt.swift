import Foundation
import ReviewStore
import Wording

/// One try to sign in: held back where there have been too many wrong ones, before it waits for its turn.
struct SignInAttempt {
  let desk: Desk
  let visitor: Visitor
  let address: String
  /// Whether this device has signed in to the account before.
  var isKnown = false
  /// Whether a one-time code is shown.
  var isCode = false

  /// The stamp of the credentials that were shown.
  ///
  /// - Throws: what the store refuses, or that it is time to wait.
  func run(_ check: @escaping @Sendable (ReviewStore) throws -> String) async throws -> String {
    // A name that nobody can have is remembered as such: what strangers type takes no room.
    let isPossible = visitor.name.utf8.count <= Self.longestName
    let attempt = SignInThrottle.Attempt(
      account: isPossible ? visitor.key : "nobody", address: address, isKnown: isKnown, isCode: isCode)
    if let wait = desk.throttle.begin(attempt, at: Double(desk.clock().milliseconds) / 1000) {
      throw ProblemError(
        Problem(
          .tooManyRequests, "slow-down",
          Bilingual("Too many wrong attempts. Try again in \(wait) seconds.", "错误次数过多，请 \(wait) 秒后再试。"),
          retryAfter: wait))
    }
    guard isPossible else { throw InputError.wrongSecret }
    do {
      // Known devices of one address need not wait for strangers who share it.
      let owner = isKnown ? "\(address) \(visitor.key)" : address
      let stamp = try await desk.passwords.run(for: owner) { try await desk.ask(check) }
      desk.throttle.succeed(attempt)
      return stamp
    } catch InputError.wrongSecret {
      throw InputError.wrongSecret
    } catch {
      desk.throttle.takeBack(attempt)
      throw error
    }
  }

  /// The longest name of somebody who can sign in, in bytes: 128 code points of four bytes.
  private static let longestName = 512
}
