import Wording

/// A message to the candidate at the top of the upload page (消息提醒). Its text is always Chinese.
public struct Message: Sendable, Hashable {
  /// What the message reports.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The candidate has submitted the application.
    case submitted
    /// A reviewer has returned the application.
    case returned
    /// The return was withdrawn.
    case withdrawn
    /// The site has passed the application.
    case sitePassed
    /// The last level has passed the application.
    case regionPassed
    /// A level has rejected the application: the candidate does not qualify.
    case rejected
    /// A pass or rejection was taken back.
    case reopened
    /// Staff have corrected the registration's data.
    case corrected
    /// Staff have extended the time to react to a return.
    case extended
    /// A one-time code was handed out. Only a notice tells it, never a message.
    case code
    /// The candidate has allowed a clerk to upload.
    case helperAllowed
    /// A clerk has changed pictures for the candidate.
    case helped
    /// The candidate's appeal was received.
    case appealed
    /// The appeal was decided: the rejection stands.
    case appealUpheld
    /// The appeal was decided: the rejection is taken back.
    case appealGranted
  }

  /// The time at which it was written.
  public let time: Moment
  /// What it reports.
  public let kind: Kind
  /// Its text.
  public let text: String
  /// The time at which the candidate first saw it; nil until then.
  public let seenAt: Moment?
}

/// An SMS that asks the candidate to look at the portal (短信).
public struct Notice: Sendable, Hashable {
  /// The state of its delivery.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Waiting to be sent.
    case queued
    /// Handed to a sender that has not reported back yet.
    case sending
    /// The sender has accepted it.
    case sent
    /// Given up after too many attempts; somebody must look into it.
    case dead
    /// Cancelled before it was sent.
    case cancelled
  }

  /// Its id. It is the same at every attempt, so that a sender can recognize a repetition.
  public let id: Int64
  /// The registration number.
  public let registration: RegistrationNumber
  /// What it reports.
  public let kind: Message.Kind
  /// Its text, beginning with the signature.
  public let text: String
  /// The state of its delivery.
  public let state: State
  /// The masked mobile number, `139*****88`; nil when the candidate has given none. Then the notice cannot be sent.
  public let maskedMobile: String?
  /// The number of attempts.
  public let attempts: Int
  /// The time at which it was written.
  public let createdAt: Moment
  /// The time of the next attempt; nil when there is none.
  public let nextAttempt: Moment?
  /// The time at which it was sent.
  public let sentAt: Moment?
  /// The time at which the gateway reported its delivery; nil until then, and with gateways that never do.
  public let deliveredAt: Moment?
  /// Why the last attempt failed.
  public let problem: String?
}

/// A notice that is leased to a sender, with the unmasked mobile number.
public struct OutgoingNotice: Sendable {
  /// Its id.
  public let id: Int64
  /// The mobile number to send it to.
  public let mobile: String
  /// Its text.
  public let text: String
  /// The registration number.
  public let registration: RegistrationNumber
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
