/// A clerk (经办人) of a workplace whom a candidate has allowed to upload.
///
/// The permission is given once and holds until the candidate takes it back. It also ends when nothing more can be
/// uploaded: when the candidate may see the final decision, and when the upload window is over.
public struct Helper: Sendable, Hashable {
  /// The clerk.
  public let clerk: StaffName
  /// When the candidate allowed it.
  public let since: Moment
  /// When the candidate was last told of what the clerk did; nil before the first time.
  public var toldAt: Moment?

  /// A permission that has not been used yet.
  public init(clerk: StaffName, since: Moment) {
    self.clerk = clerk
    self.since = since
  }
}

/// A clerk and the workplace, as candidates and reviewers are told.
public struct HelperName: Sendable, Hashable {
  /// The clerk.
  public let clerk: StaffName
  /// The workplace.
  public let organisation: String

  init(clerk: StaffName, organisation: String) {
    self.clerk = clerk
    self.organisation = organisation
  }

  /// The name of a clerk's account.
  init(_ clerk: Staff) { self.init(clerk: clerk.name, organisation: clerk.organisation ?? "") }

  /// Both, in Chinese.
  public var text: String { "\(organisation)经办人 \(clerk)" }
}

extension Application {
  /// The permission that holds now; nil when there is none.
  ///
  /// It depends only on what the candidate may see, so that its end does not reveal a decision before it is shown.
  public func helper(under policy: Policy, at now: Moment) -> Helper? {
    isUploadingOver(under: policy, at: now) ? nil : helper
  }

  /// Whether nothing can be uploaded any more, as far as the candidate may know.
  func isUploadingOver(under policy: Policy, at now: Moment) -> Bool {
    switch visibleResult(under: policy) {
    case .regionPassed, .rejected: true
    case .returned: false
    case .sitePassed, nil: uploadEnd(under: policy).map { $0 <= now } ?? false
    }
  }
}

extension Workflow {
  /// Checks that a clerk may act for a candidate. To a clerk who may not, it looks as if there was no such registration.
  ///
  /// - Throws: ``Refusal`` `not-found`.
  static func checkHelp(
    by clerk: Staff, for application: Application, under policy: Policy, at now: Moment
  ) throws(Refusal) {
    guard application.helper(under: policy, at: now)?.clerk == clerk.name else {
      throw .noRegistration(application.applicant.registration)
    }
  }
}

extension Workflow.Decision {
  /// Checks that a clerk has the candidate's permission, and that it covers the act. Others are not affected.
  func checkHelp() throws(Refusal) {
    guard case .clerk(let clerk) = command.actor else { return }
    try Workflow.checkHelp(by: clerk, for: application, under: policy, at: now)
    switch command.act {
    case .upload, .adjust, .exchange, .remove: break
    default: throw .clerksOnlyUpload
    }
  }

  /// The events, with the clerk who caused them. The candidate is told of a clerk's changes once a day.
  func withHelp(_ events: [Event]) -> [Event] {
    guard case .clerk(let clerk) = command.actor else { return events }
    let places = events.flatMap { event -> [Place] in
      switch event {
      case .uploaded(let place, _, _), .removed(let place, _): [place]
      case .exchanged(let pictures): pictures.keys.sorted()
      default: []
      }
    }
    let wasTold = application.helper?.toldAt?.dayNumber == now.dayNumber
    return events
      + places.map { place in
        .helped(
          place, by: clerk.name, organisation: clerk.organisation ?? "", isTold: !wasTold && place == places.first)
      }
  }

  /// Allows a clerk to upload: one at a time.
  func allowHelper(_ clerk: StaffName, _ organisation: String) throws(Refusal) -> [Event] {
    guard command.actor == .candidate else { throw notYourLevel() }
    try checkActivated()
    try checkVersion()
    switch application.visibleResult(under: policy) {
    case .regionPassed, .rejected: throw wrongState()
    case .returned, .sitePassed, nil: break
    }
    guard !application.isUploadingOver(under: policy, at: now) else {
      throw Refusal(.closed, "Uploads are over; there is nothing to allow.", "上传时间已截止，无需授权。")
    }
    guard application.helper == nil else {
      throw Refusal(
        .alreadyExists,
        "You have allowed \(application.helper?.clerk == clerk ? "this" : "another") clerk already. "
          + "Take that back before you allow one.", "您已授权经办人，如需更换请先撤销授权。")
    }
    return [.helperAllowed(clerk, organisation: organisation)]
  }

  /// Ends the permission. That is possible at any time.
  func revokeHelper() throws(Refusal) -> [Event] {
    guard command.actor == .candidate else { throw notYourLevel() }
    guard application.helper != nil else {
      throw Refusal(.notFound, "You have allowed no clerk.", "您没有授权经办人。")
    }
    try checkVersion()
    return [.helperRevoked]
  }
}
