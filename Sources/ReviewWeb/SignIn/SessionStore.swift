import ImageKit
import ReviewStore
import Synchronization
import Wording

/// The sessions of people who are signed in.
///
/// Sessions are in memory only, so no disk and no backup holds a token; after a restart everybody signs in again, and
/// nothing else is lost. Of a cookie's value only the HMAC is kept.
final class SessionStore: Sendable {
  private struct Visits {
    var sessions: [String: Session] = [:]
    /// Sessions that have expired, about which the sign-in page tells.
    var expired: Set<String> = []
  }

  /// The most sessions; beyond that the one unused for longest is dropped.
  private static let room = 50_000
  private let visits = Mutex(Visits())
  private let lifetimes: SessionLifetimes
  /// Its key lives as long as the process, like the sessions.
  private let signer = Signer(key: nil)

  init(lifetimes: SessionLifetimes) { self.lifetimes = lifetimes }

  /// How many sessions there are.
  var count: Int { visits.withLock { $0.sessions.count } }

  /// Begins a session and returns the cookie's value.
  func begin(_ visitor: Visitor, stamp: String, at now: Moment) -> String {
    let token = Secret.token()
    visits.withLock { visits in
      if visits.sessions.count >= Self.room { sweep(&visits, at: now) }
      if visits.sessions.count >= Self.room, let oldest = visits.sessions.min(by: { $0.value.used < $1.value.used }) {
        visits.sessions[oldest.key] = nil
      }
      visits.sessions[key(token)] = Session(visitor: visitor, began: now, used: now, stamp: stamp)
    }
    return token
  }

  /// The session of a cookie, and whether it has expired.
  func session(of token: String, at now: Moment) -> (session: Session?, hasExpired: Bool) {
    visits.withLock { visits in
      let key = key(token)
      guard var session = visits.sessions[key] else { return (nil, visits.expired.contains(key)) }
      guard isAlive(session, at: now) else {
        expire(key, in: &visits)
        return (nil, true)
      }
      session.used = now
      visits.sessions[key] = session
      return (session, false)
    }
  }

  /// Ends a session.
  func end(_ token: String) { visits.withLock { $0.sessions[key(token)] = nil } }

  /// Ends a session whose credentials have changed, about which the sign-in page tells.
  func revoke(_ token: String) { visits.withLock { expire(key(token), in: &$0) } }

  /// Ends all sessions of a visitor.
  func endAll(of visitor: Visitor) {
    visits.withLock { visits in visits.sessions = visits.sessions.filter { $0.value.visitor != visitor } }
  }

  /// The most news that wait for one visit, and the most details of each.
  static let newsLimit = 16

  /// Leaves news for the next page. Only the first ones are kept, with a line that counts the rest.
  func tell(_ news: News, to token: String) {
    var news = news
    news.text = Self.shortened(news.text)
    news.details = news.details.map(Self.shortened)
    let details = news.details.count
    if details > Self.newsLimit {
      news.details = news.details.prefix(Self.newsLimit) + [Self.more(details - Self.newsLimit)]
    }
    visits.withLock { visits in
      let key = key(token)
      guard let told = visits.sessions[key]?.news.count else { return }
      if told < Self.newsLimit {
        visits.sessions[key]?.news.append(news)
      } else {
        visits.sessions[key]?.untold += 1
      }
    }
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
  func takeNews(of token: String) -> [News] {
    visits.withLock { visits in
      let key = key(token)
      guard let session = visits.sessions[key], !session.news.isEmpty else { return [] }
      visits.sessions[key]?.news = []
      visits.sessions[key]?.untold = 0
      return session.news + (session.untold > 0 ? [News(kind: .plain, text: Self.more(session.untold))] : [])
    }
  }

  private func key(_ token: String) -> String { signer.mark(token, for: "session") }

  private func isAlive(_ session: Session, at now: Moment) -> Bool {
    let idle =
      switch session.visitor {
      case .candidate: lifetimes.candidateIdle
      case .staff: lifetimes.staffIdle
      }
    return now < session.used.adding(seconds: idle) && now < session.began.adding(seconds: lifetimes.longest)
  }

  private func expire(_ key: String, in visits: inout Visits) {
    visits.sessions[key] = nil
    if visits.expired.count > Self.room { visits.expired.removeAll() }
    visits.expired.insert(key)
  }

  private func sweep(_ visits: inout Visits, at now: Moment) {
    visits.sessions = visits.sessions.filter { isAlive($0.value, at: now) }
  }
}
