import Passkeys
import ReviewStore
import Wording

/// One attempt to sign in: throttled after too many wrong ones, then queued for the password check.
struct SignInAttempt {
  let authentication: Authentication
  let store: StoreAccess
  let visitor: Visitor
  /// The client's address.
  let address: String
  /// Whether this device has signed in to the account before.
  var isKnown = false
  /// Whether it is an attempt with a one-time code.
  var isCode = false
  /// Whether it is the second step of a sign-in, after the password.
  var isSecondStep = false

  /// Checks the secret and returns what the check does: the stamp of the credentials.
  ///
  /// - Throws: the store's refusal, or `slow-down` with the seconds to wait.
  func run<Value: Sendable>(
    _ check: @escaping @Sendable (ReviewStore) throws -> Value, at now: Moment
  ) async throws -> Value {
    // Names that are too long to exist share one counter, so that they take up no memory.
    let isPossible = visitor.name.utf8.count <= Self.longestName
    let attempt = SignInThrottle.Attempt(
      account: isPossible ? visitor.key : "nobody", address: address, isKnown: isKnown, isCode: isCode,
      isSecondStep: isSecondStep)
    let throttle = authentication.throttle
    let seconds = Double(now.milliseconds) / 1000
    if let wait = try await store.ask({ _ in try throttle.begin(attempt, at: seconds) }) {
      throw ProblemError(
        Problem(
          .tooManyRequests, "slow-down",
          Bilingual("Too many wrong attempts. Try again in \(wait) seconds.", "错误次数过多，请 \(wait) 秒后再试。"),
          retryAfter: wait))
    }
    guard isPossible else { throw InputError.wrongSecret }
    do {
      // Known devices have a turn of their own and do not wait for strangers at the same address.
      let owner = isKnown ? "\(address) \(visitor.key)" : address
      let value = try await authentication.passwords.run(for: owner) { try await store.ask(check) }
      try await store.ask { _ in try throttle.succeed(attempt) }
      return value
    } catch InputError.wrongSecret {
      throw InputError.wrongSecret
    } catch let error as PasskeyError {
      throw error
    } catch {
      try await store.ask { _ in try throttle.takeBack(attempt) }
      throw error
    }
  }

  /// The longest possible account name, in bytes: 128 code points of four bytes.
  private static let longestName = 512
}
