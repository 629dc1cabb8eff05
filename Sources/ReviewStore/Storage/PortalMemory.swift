import Crypto
import Foundation

/// A signed-in visit, as the portals of a store share it.
public struct PortalVisit: Sendable, Hashable {
  /// An HMAC of the cookie's value.
  public var token: String
  /// Who is signed in, as the portal names them.
  public var visitor: String
  /// The credentials' stamp when the visit began.
  public var stamp: String
  /// When it began.
  public var began: Moment
  /// When it was last used, or up to a minute earlier.
  public var used: Moment
  /// Whether it has ended, which the sign-in page tells.
  public var isEnded: Bool
  /// What the next page tells, as the portal encodes it; nil for nothing.
  public var news: String?
  /// The browser; nil where it is not known.
  public var browser: BrowserKind?

  /// A visit that begins.
  public init(token: String, visitor: String, stamp: String, began: Moment, browser: BrowserKind? = nil) {
    (self.token, self.visitor, self.stamp, self.began) = (token, visitor, stamp, began)
    (used, isEnded, news, self.browser) = (began, false, nil, browser)
  }

  /// Seconds after which any visit ends.
  public static let longest = 12 * 3600

  /// How a member of staff is named as a ``visitor``.
  public static func visitor(of staff: StaffName) -> String { "staff \(staff)" }

  /// Names the visit to its owner: twelve hexadecimal digits of a hash, which open nothing.
  public var id: String { String(Array(SHA256.hash(data: Data(token.utf8)).prefix(6)).hexadecimal) }
}

/// A browser with which somebody has signed in.
public struct KnownBrowser: Sendable, Hashable {
  /// Who signed in, as in a visit.
  public var visitor: String
  /// An HMAC of the value by which the portal recognizes the browser.
  public var mark: String
  /// Which browser.
  public var kind: BrowserKind
  /// When it was first used.
  public var first: Moment
  /// When it was last used to sign in.
  public var used: Moment
  /// When its owner was told of it; nil as long as they were not.
  public var told: Moment?

  /// Days without use after which a browser is forgotten, so that it is told again.
  static let days = 180
}

/// A leaky bucket of wrong attempts to sign in.
public struct AttemptLevel: Sendable, Hashable {
  /// How many attempts were in it.
  public var attempts: Double
  /// When, in seconds since 1970.
  public var at: Double

  /// A bucket's level at a time.
  public init(attempts: Double, at: Double) { (self.attempts, self.at) = (attempts, at) }
}

/// What the portals of a store share.
protocol PortalReading {
  /// A visit by its token.
  func visit(_ token: String) throws -> PortalVisit?
  /// The visits of a visitor that have not ended, the latest use first.
  func visits(of visitor: String) throws -> [PortalVisit]
  /// The browsers with which a visitor has signed in, the latest first.
  func browsers(of visitor: String) throws -> [KnownBrowser]
  /// How many visits have not ended.
  func visitCount() throws -> Int
  /// How many buckets there are.
  func attemptCount() throws -> Int
  /// The levels of some buckets; those that are missing are empty.
  func attempts(_ buckets: [String]) throws -> [String: AttemptLevel]
  /// The place that an upload with a key has filled; nil when there was none.
  func place(filledWith key: String, of id: Int64) throws -> Place?
  /// Whose turn a chore is; nil when nobody has had it.
  func turn(_ chore: Chore) throws -> Turn?
}

/// Changes of what the portals of a store share.
protocol PortalWriting {
  /// Stores a visit.
  func save(_ visit: PortalVisit) throws
  /// Records that a visit was used.
  func use(_ token: String, at now: Moment) throws
  /// Ends a visit. With a time, the sign-in page tells of it.
  func endVisit(_ token: String, tellingAt now: Moment?) throws
  /// Ends all visits of a visitor.
  func endVisits(of visitor: String) throws
  /// Stores a browser, or that one which is stored was used.
  func save(_ browser: KnownBrowser) throws
  /// Records that a visitor was told of all browsers but one.
  func tellBrowsers(of visitor: String, but mark: String, at now: Moment) throws
  /// Sets what the next page of a visit tells.
  func setNews(_ news: String?, of token: String) throws
  /// Sets the level of a bucket; nil removes it.
  func setAttempts(_ level: AttemptLevel?, in bucket: String) throws
  /// Removes buckets that were used before a time, then those unused for longest beyond a number.
  func forgetAttempts(before seconds: Double, beyond room: Int) throws
  /// Records the place that an upload with a key has filled.
  func note(_ place: Place, filledWith key: String, of id: Int64, at now: Moment) throws
  /// Removes visits that began, and keys of uploads that were used, before a time.
  func forgetVisits(before time: Moment) throws
  /// Remembers until a time that a challenge was answered; false when it was answered before.
  func useChallenge(_ mark: String, until end: Moment, at now: Moment) throws -> Bool
  /// Stores whose turn a chore is.
  func keep(_ turn: Turn) throws
  /// Removes everything, for a store that has been restored from a backup.
  func forgetPortals() throws
}
