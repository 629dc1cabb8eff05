/// Everything that a reviewer's page shows of one application, as of one moment.
public struct StaffView: Sendable {
  /// The registration's data.
  public let registration: RegistrationRecord
  /// Where the application stands.
  public let status: Status
  /// The materials with their pictures, as staff see them.
  public let materials: [MaterialStatus]
  /// Other registrations that hold the same page as one of the pictures, by number; which, `materials` tells.
  public let sameUnder: [String]
  /// What the candidate has been told, newest first.
  public let messages: [Message]
  /// The log of the application, oldest first.
  public let log: [AuditEntry]
  /// What of the usual acts the viewer may do now, as far as site, level and state are concerned.
  public let offered: Set<Offer>

  /// An act on the whole application, or reviewing at all.
  public enum Offer: String, Sendable, CaseIterable {
    /// Accept, want, pass, return, reject.
    case review
    /// Take a return back.
    case withdraw
    /// Take a pass or a rejection back.
    case reopen
    /// Say what follows the last pass.
    case stage
  }
}

/// Numbers for a console.
public struct ConsoleNumbers: Sendable {
  /// How many applications each site has in each state.
  public let bySite: [String: [Application.State: Int]]
  /// The categories there are.
  public let categories: [String]

  /// How many there are in a state, over all sites.
  public func count(_ state: Application.State) -> Int { bySite.values.reduce(0) { $0 + ($1[state] ?? 0) } }
}

/// What happened on one day.
public struct DayNumbers: Sendable {
  /// Any moment of the day.
  public let day: Moment
  /// How often each act was done, by its name in the log.
  public let acts: [String: Int]
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
      guard let record = try transaction.registration(number) else { throw Self.noRegistration(number) }
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
    guard let picture else { throw Refusal(.notFound, "There is no picture at this position.", "该位置没有图片。") }
    return try files.checked(picture.sha256)
  }

  /// The bytes of the picture that was at a place before, for a member of staff to compare with what is there now:
  /// ``MaterialStatus/former`` tells where there is one.
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

  /// Other registrations that hold the same page as one of a registration's pictures, by number.
  public func registrationsSharingPages(with number: String) throws -> [String] {
    try database.read { try $0.sameUnder(load(number, $0).id) }
  }

  /// What a console lists for a member of staff.
  public func console(_ filter: ConsoleFilter, for name: String) throws -> [ConsoleEntry] {
    let now = clock()
    return try database.read { transaction in
      try transaction.console(filter, ConsoleScope(of: try self.staff(name, transaction), under: policy), at: now)
    }
  }

  /// Numbers for a console of a member of staff.
  public func consoleNumbers(for name: String) throws -> ConsoleNumbers {
    try database.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      return ConsoleNumbers(
        bySite: try transaction.counts(scope), categories: try transaction.categories(scope))
    }
  }

  /// What happened on each of the last days, today last.
  public func dayNumbers(_ days: Int, for name: String) throws -> [DayNumbers] {
    let now = clock()
    let actions = ["submit", "pass", "return", "reject"]
    return try database.read { transaction in
      let scope = ConsoleScope(of: try self.staff(name, transaction), under: policy)
      let start = now.adding(seconds: -days * 86_400)
      let byDay = try transaction.actsByDay(actions, scope, since: start)
      return (0..<days).reversed().map { ago in
        let day = now.adding(seconds: -ago * 86_400)
        return DayNumbers(day: day, acts: byDay[Int((day.milliseconds + 28_800_000) / 86_400_000)] ?? [:])
      }
    }
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
