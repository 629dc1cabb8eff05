/// Everything that a reviewer's page shows of one application, from one snapshot of the database.
public struct StaffView: Sendable {
  /// The registration.
  public let registration: RegistrationRecord
  /// The application's status.
  public let status: Status
  /// The materials with their pictures, as staff see them.
  public let materials: [MaterialStatus]
  /// Which papers are missing, one reason for each material. Applications that are submitted automatically may lack some.
  public let missing: [Refusal.Reason]
  /// Numbers of other registrations that have a page of this one; `materials` says for which picture.
  public let sameUnder: [RegistrationNumber]
  /// The messages to the candidate, newest first.
  public let messages: [Message]
  /// The notices to the candidate, oldest first.
  public let notices: [Notice]
  /// The application's log, oldest first.
  public let log: [AuditEntry]
  /// The candidate's appeal, with both decisions.
  public let appeal: Appeal?
  /// The acts that the viewer's site and level and the application's state allow now.
  public let offered: Set<Offer>

  /// An act on the whole application, or review as such.
  public enum Offer: String, Sendable, CaseIterable {
    /// Accept, want, pass, return, reject.
    case review
    /// Withdraw a return.
    case withdraw
    /// Reopen a passed or rejected application.
    case reopen
    /// Set the stage after the last pass.
    case stage
    /// Extend the time to react to a return, or the time to upload.
    case extend
    /// Correct the registration's data.
    case correct
    /// Decide the candidate's appeal.
    case appeal
  }
}

extension ReviewStore {
  /// Everything that a reviewer's page shows of one application.
  ///
  /// - Throws: ``Refusal`` when the member of staff may not see it.
  public func staffView(of number: RegistrationNumber, as name: StaffName) throws -> StaffView {
    let now = clock()
    return try engine.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction)
      try Workflow.checkLook(staff, at: application.application, under: policy)
      guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
      return StaffView(
        registration: record, status: Status(application.application, under: policy, at: now),
        materials: try materials(of: application, for: .staff, transaction),
        missing: policy.missing(in: application.application),
        sameUnder: try transaction.sameUnder(application.id),
        messages: try transaction.messages(of: application.id), notices: try transaction.notices(to: application.id),
        log: try transaction.auditEntries(of: number.rawValue),
        appeal: application.application.appeal,
        offered: offers(to: staff, on: application.application))
    }
  }

  /// A stored picture's bytes, for a member of staff who may see it.
  public func picture(
    _ place: Place, of number: RegistrationNumber, as name: StaffName
  ) throws -> [UInt8] {
    try pictures.checked(try storedPicture(place, of: number, as: name).sha256)
  }

  /// Which picture is stored at a place, for a member of staff who may see it.
  public func storedPicture(
    _ place: Place, of number: RegistrationNumber, as name: StaffName
  ) throws -> StoredPicture {
    let picture = try engine.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction).application
      try Workflow.checkLook(staff, at: application, under: policy)
      return application.slots[place]?.picture
    }
    guard let picture else { throw Refusal.noPicture }
    return picture
  }

  /// The bytes of the former picture at a place, for a member of staff. ``MaterialStatus/former`` says where there is
  /// one.
  ///
  /// - Throws: ``Refusal`` `not-found`, or when the member of staff may not see it.
  public func formerPicture(
    _ place: Place, of number: RegistrationNumber, as name: StaffName
  ) throws -> [UInt8] {
    let former = try engine.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction).application
      try Workflow.checkLook(staff, at: application, under: policy)
      return application.former[place]
    }
    guard let former else {
      throw Refusal(.notFound, "There was no other picture at this position before.", "该位置此前没有其他图片。")
    }
    return try pictures.checked(former.picture.sha256)
  }

  /// Numbers of other registrations that have a page of this one.
  public func registrationsSharingPages(with number: RegistrationNumber) throws -> [RegistrationNumber] {
    try engine.read { try $0.sameUnder(load(number, $0).id) }
  }

  private func offers(to staff: Staff, on application: Application) -> Set<StaffView.Offer> {
    var offers: Set<StaffView.Offer> = []
    if let level = policy.level(reviewing: application.state), staff.mayAct(at: level) { offers.insert(.review) }
    if let level = application.returnedBy, staff.mayAct(at: level) { offers.insert(.withdraw) }
    if let level = application.decidedBy(under: policy), staff.mayAct(at: level), !application.isUnderAppeal {
      offers.insert(.reopen)
    }
    if [.regionPassed, .payment, .preparing].contains(application.state), let last = policy.levels.last,
      staff.mayAct(at: last), !policy.stages.isEmpty
    {
      offers.insert(.stage)
    }
    if application.extensibleEnd(under: policy) != nil, staff.role != .site || application.returnedBy == .site {
      offers.insert(.extend)
    }
    if [.filling, .submitted, .sitePassed, .returned].contains(application.state) { offers.insert(.correct) }
    if let appeal = application.appeal, appeal.decision == nil, application.state == .rejected,
      staff.mayAct(at: appeal.level), staff.name != appeal.firstDecider
    {
      offers.insert(.appeal)
    }
    return offers
  }
}
