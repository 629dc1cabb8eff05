import ImageKit
import ReviewStore
import Wording

/// The sessions of people who are signed in.
///
/// They are rows of the store, so that all portals of a store know them and a restart signs nobody out. Of a cookie's
/// value only the HMAC is kept, so no disk and no backup holds a token. The methods read or write the database: call
/// them on the store's threads.
struct SessionStore: Sendable {
  /// What a cookie stands for.
  struct Found: Sendable {
    /// The session, while it lasts.
    var session: Session?
    /// Whether it has expired, about which the sign-in page tells.
    var hasExpired = false
    /// What is to be written; see ``SessionStore/record(_:of:at:)``.
    var change: Change?
  }

  /// What the use of a session changes.
  enum Change: Sendable { case used, ended }

  private let store: ReviewStore
  private let lifetimes: SessionLifetimes
  private let signer: Signer
  /// Seconds for which the use of a session is not recorded again.
  private static let useInterval = 60

  /// - Parameter signer: signs with the store's key, so that all portals find the same rows.
  init(_ store: ReviewStore, lifetimes: SessionLifetimes, signer: Signer) {
    self.store = store
    self.lifetimes = lifetimes
    self.signer = signer
  }

  /// How many sessions there are.
  func count() throws -> Int { try store.visitCount() }

  /// Begins a session and returns the cookie's value.
  func begin(
    _ visitor: Visitor, stamp: String, from browser: BrowserKind? = nil, at now: Moment
  ) throws -> String {
    let token = Secret.token()
    try store.begin(
      PortalVisit(token: key(token), visitor: visitor.key, stamp: stamp, began: now, browser: browser))
    return token
  }

  /// The sessions of a member of staff that last, the latest use first.
  func all(of staff: Staff, at now: Moment) throws -> [PortalVisit] {
    try store.sessions(of: staff.name).filter { visit in
      let session = Session(
        visitor: .staff(staff.name), began: visit.began, used: visit.used, stamp: visit.stamp)
      return isAlive(session, as: staff.role, at: now)
    }
  }

  /// What a cookie stands for. It only reads. Whether a session of staff has been idle for too long for its role is
  /// told by ``isAlive(_:as:at:)``, once the role is known.
  ///
  /// - Parameter reader: a connection to the same store that never waits for a writer.
  func find(_ token: String, at now: Moment, in reader: ReviewStore) throws -> Found {
    guard let visit = try reader.visit(key(token)), let visitor = Visitor(key: visit.visitor) else { return Found() }
    guard !visit.isEnded else { return Found(hasExpired: true) }
    var session = Session(visitor: visitor, began: visit.began, used: visit.used, stamp: visit.stamp)
    guard isAlive(session, as: nil, at: now) else { return Found(hasExpired: true, change: .ended) }
    let news = WaitingNews(visit.news)
    (session.news, session.untold) = (news.news, news.untold)
    return Found(session: session, change: now < session.used.adding(seconds: Self.useInterval) ? nil : .used)
  }

  /// Records that a session was used, or has ended because it expired or its credentials changed.
  func record(_ change: Change, of token: String, at now: Moment) throws {
    switch change {
    case .used: try store.useVisit(key(token), at: now)
    case .ended: try store.endVisit(key(token), tellingAt: now)
    }
  }

  /// Ends a session.
  func end(_ token: String) throws { try store.endVisit(key(token)) }

  /// Ends all sessions of a visitor.
  func endAll(of visitor: Visitor) throws { try store.endVisits(of: visitor.key) }

  /// Forgets sessions that have expired long ago.
  func sweep(at now: Moment) throws { try store.forgetVisits(before: now.adding(seconds: -2 * lifetimes.longest)) }

  /// The same unless another portal has done it within a number of seconds.
  func sweepInTurn(at now: Moment, every seconds: Int) throws {
    try store.takeTurn(.sessions, every: seconds) { try sweep(at: now) }
  }

  /// The most news that wait for one visit, and the most details of each.
  static let newsLimit = 16

  /// Leaves news for the next page. Only the first ones are kept, with a line that counts the rest.
  func tell(_ news: News, to token: String) throws {
    let news = Self.shortened(news)
    try store.changeNews(of: key(token)) { Self.adding(news, to: $0) }
  }

  /// Leaves news for the next page of every session of a member of staff.
  func tell(_ news: News, toSessionsOf name: StaffName) throws {
    let news = Self.shortened(news)
    try store.changeNews(ofSessionsOf: name) { Self.adding(news, to: $0) }
  }

  private static func shortened(_ news: News) -> News {
    var news = news
    news.text = shortened(news.text)
    news.details = news.details.map(shortened)
    let details = news.details.count
    if details > newsLimit {
      news.details = news.details.prefix(newsLimit) + [more(details - newsLimit)]
    }
    return news
  }

  private static func adding(_ news: News, to stored: String?) -> String? {
    var waiting = WaitingNews(stored)
    if waiting.news.count < newsLimit {
      waiting.news.append(news)
    } else {
      waiting.untold += 1
    }
    return waiting.stored
  }

  /// A sentence, shortened if it holds a very long name.
  private static func shortened(_ text: Bilingual) -> Bilingual {
    func shortened(_ text: String) -> String {
      text.utf8.count <= 4000 ? text : String(text.unicodeScalars.prefix(1000)) + "…"
    }
    return Bilingual(shortened(text.english), shortened(text.chinese))
  }

  private static func more(_ count: Int) -> Bilingual {
    Bilingual("And \(count) more.", "另有 \(count) 条。")
  }

  /// Takes the waiting news, each of which is shown once.
  func takeNews(of token: String) throws -> [News] {
    var waiting = WaitingNews(nil)
    try store.changeNews(of: key(token)) { stored in
      waiting = WaitingNews(stored)
      return nil
    }
    return Self.shown(waiting.news, untold: waiting.untold)
  }

  /// News for a page, with a line that counts those that were dropped.
  static func shown(_ news: [News], untold: Int) -> [News] {
    news + (untold > 0 ? [News(kind: .plain, text: more(untold))] : [])
  }

  /// The name under which the session of a cookie is stored.
  func key(_ token: String) -> String { signer.mark(token, for: "session") }

  /// Whether a session lasts.
  ///
  /// - Parameter role: the person's; nil for a candidate, and where it is not known yet: then the longest time without
  ///   use counts.
  func isAlive(_ session: Session, as role: Role?, at now: Moment) -> Bool {
    let idle =
      switch session.visitor {
      case .candidate: lifetimes.candidateIdle
      case .staff: role.map(lifetimes.idle) ?? lifetimes.longestIdle
      }
    return now < session.used.adding(seconds: idle) && now < session.began.adding(seconds: lifetimes.longest)
  }
}
