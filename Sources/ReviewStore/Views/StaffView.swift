/// Everything that a reviewer's page shows of one application, as of one moment.
public struct StaffView: Sendable {
  /// The registration's data.
  public let registration: RegistrationRecord
  /// Where the application stands.
  public let status: Status
  /// The materials with their pictures, as staff see them.
  public let materials: [MaterialStatus]
  /// Other registrations that have the same page as one of the pictures, by number; `materials` tells which picture.
  public let sameUnder: [String]
  /// What the candidate has been told, newest first.
  public let messages: [Message]
  /// The log of the application, oldest first.
  public let log: [AuditEntry]
  /// Acts that the viewer's site and level and the application's state allow now.
  public let offered: Set<Offer>

  /// An act on the whole application, or reviewing at all.
  public enum Offer: String, Sendable, CaseIterable {
    /// Accept, want, pass, return, reject.
    case review
    /// Take a return back.
    case withdraw
    /// Take a pass or a rejection back.
    case reopen
    /// Set the stage after the last pass.
    case stage
  }
}

extension ReviewStore {
  /// Everything that a reviewer's page shows of one application.
  ///
  /// - Throws: ``Refusal`` when it is not theirs to see.
  public func staffView(of number: String, as name: String) throws -> StaffView {
    let now = clock()
    return try database.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction)
      try Workflow.checkLook(staff, at: application.application, under: policy)
      guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
      var log: [AuditEntry] = []
      try transaction.eachAuditEntry(of: number) { log.append($0) }
      return StaffView(
        registration: record, status: Status(application.application, under: policy, at: now),
        materials: try materials(of: application, for: .staff, transaction),
        sameUnder: try transaction.sameUnder(application.id),
        messages: try transaction.messages(of: application.id), log: log,
        offered: offers(to: staff, on: application.application))
    }
  }

  /// A stored picture's bytes, for a member of staff who may look at it.
  public func picture(
    _ material: String, _ position: Int, of number: String, as name: String
  ) throws -> [UInt8] {
    let picture = try database.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction).application
      try Workflow.checkLook(staff, at: application, under: policy)
      return application.slots[Place(material, position)]?.picture
    }
    guard let picture else { throw Refusal.noPicture }
    return try files.checked(picture.sha256)
  }

  /// The bytes of the former picture at a place, for a member of staff. ``MaterialStatus/former`` tells where there is
  /// one.
  ///
  /// - Throws: ``Refusal`` `not-found`, or when it is not theirs to see.
  public func formerPicture(
    _ material: String, _ position: Int, of number: String, as name: String
  ) throws -> [UInt8] {
    let former = try database.read { transaction in
      let staff = try self.staff(name, transaction)
      let application = try load(number, transaction).application
      try Workflow.checkLook(staff, at: application, under: policy)
      return application.former[Place(material, position)]
    }
    guard let former else {
      throw Refusal(.notFound, "There was no other picture at this position before.", "该位置此前没有其他图片。")
    }
    return try files.checked(former.picture.sha256)
  }

  /// Other registrations that have the same page as one of a registration's pictures, by number.
  public func registrationsSharingPages(with number: String) throws -> [String] {
    try database.read { try $0.sameUnder(load(number, $0).id) }
  }

  private func offers(to staff: Staff, on application: Application) -> Set<StaffView.Offer> {
    var offers: Set<StaffView.Offer> = []
    if let level = policy.level(reviewing: application.state), staff.mayAct(at: level) { offers.insert(.review) }
    if let level = application.returnedBy, staff.mayAct(at: level) { offers.insert(.withdraw) }
    if let level = application.decidedBy(under: policy), staff.mayAct(at: level) { offers.insert(.reopen) }
    if [.regionPassed, .payment, .preparing].contains(application.state), let last = policy.levels.last,
      staff.mayAct(at: last), !policy.stages.isEmpty
    {
      offers.insert(.stage)
    }
    return offers
  }
}
