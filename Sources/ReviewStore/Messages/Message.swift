import Wording

/// What a candidate finds at the top of the upload page (消息提醒). Always Chinese.
public struct Message: Sendable, Hashable {
  /// What it tells of.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The candidate has handed in.
    case submitted
    /// A reviewer has returned it.
    case returned
    /// That return was taken back.
    case withdrawn
    /// The site has passed it.
    case sitePassed
    /// The last level has passed it.
    case regionPassed
    /// A level found that the candidate does not qualify.
    case rejected
    /// A pass or rejection was taken back.
    case reopened
  }

  /// When it was written.
  public let time: Moment
  /// What it tells of.
  public let kind: Kind
  /// Its words.
  public let text: String
}

/// An SMS that tells the candidate to look (短信), on its way out or arrived.
public struct Notice: Sendable, Hashable {
  /// How far it has come.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Waiting to be sent.
    case queued
    /// Handed to a sender that has not answered yet.
    case sending
    /// The sender has taken it.
    case sent
    /// Tried too often; somebody must look.
    case dead
    /// Taken back before it was sent.
    case cancelled
  }

  /// Its number, the same at every attempt: a sender can tell a repetition by it.
  public let id: Int64
  /// The registration number.
  public let registration: String
  /// What it tells of.
  public let kind: Message.Kind
  /// Its words, signature first.
  public let text: String
  /// How far it has come.
  public let state: State
  /// The mobile number as it may be shown, `139*****88`; nil when the candidate has given none, so that it cannot be
  /// sent.
  public let maskedMobile: String?
  /// How often it was tried.
  public let attempts: Int
  /// When it was written.
  public let createdAt: Moment
  /// When it is tried next; nil when it is not.
  public let nextAttempt: Moment?
  /// When it was sent.
  public let sentAt: Moment?
  /// Why the last attempt failed.
  public let problem: String?
}

/// A notice that has been handed out for sending, with the true number.
public struct OutgoingNotice: Sendable {
  /// Its number.
  public let id: Int64
  /// Where to.
  public let mobile: String
  /// Its words.
  public let text: String
  /// The registration number.
  public let registration: String
}

extension Notice.State {
  /// The state's name for people.
  public var name: Bilingual {
    switch self {
    case .queued: Bilingual("waiting", "待发送")
    case .sending: Bilingual("being sent", "发送中")
    case .sent: Bilingual("sent", "已发送")
    case .dead: Bilingual("given up", "发送失败")
    case .cancelled: Bilingual("cancelled", "已取消")
    }
  }
}
