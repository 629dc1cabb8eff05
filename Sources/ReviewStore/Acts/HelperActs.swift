import Wording

/// Clerks (经办人) of workplaces, who upload for candidates who have allowed it.
///
/// The upload itself is ``upload(_:to:of:position:_:version:by:)``, with the clerk's name; removing and adjusting
/// pictures likewise. Everything that a clerk may see is here.
extension ReviewStore {
  /// The clerk with a code, as the candidate is shown before allowing anything. Only the exact code finds a clerk.
  ///
  /// - Throws: ``Refusal`` `not-found`.
  public func clerk(withCode code: String) throws -> HelperName {
    let code = code.withoutTypingSlips.filter { $0 != "-" }
    let clerk = try engine.read { try $0.clerk(withCode: code) }
    guard let clerk, !clerk.disabled else {
      throw Refusal(
        .notFound, "No clerk has this code. Ask the clerk for it, and type it exactly.",
        "没有使用此代码的经办人，请向经办人核对后重新输入。")
    }
    return HelperName(clerk)
  }

  /// Allows the clerk with a code to upload for a candidate.
  ///
  /// - Throws: ``Refusal``, among others `not-found` for an unknown code, `already-exists` while another permission
  ///   holds.
  @discardableResult
  public func allowHelper(
    withCode code: String, for registration: RegistrationNumber, candidateVersion: Int? = nil
  ) throws -> Status {
    let name = try clerk(withCode: code)
    return try perform(
      .allowHelper(name.clerk, organisation: name.organisation), on: registration, by: .candidate,
      candidateVersion: candidateVersion
    ).status
  }

  /// Takes the permission back. From then on the clerk can do and see nothing, and what is being uploaded is refused.
  @discardableResult
  public func revokeHelper(for registration: RegistrationNumber) throws -> Status {
    try perform(.revokeHelper, on: registration, by: .candidate).status
  }

  /// A clerk's own account, with the code.
  public func clerk(_ name: StaffName) throws -> Staff { try engine.read { try clerk(name, $0) } }

  /// The application of a number, if the candidate has allowed the clerk; for the candidate, with no clerk, always.
  func load(
    _ number: RegistrationNumber, for clerk: StaffName?, _ transaction: any StoreReading
  ) throws -> StoredApplication {
    let account = try clerk.map { try self.clerk($0, transaction) }
    let stored = try load(number, transaction)
    if let account { try Workflow.checkHelp(by: account, for: stored.application, under: policy, at: clock()) }
    return stored
  }

  /// The clerks who uploaded pictures of an application. Most have none, which takes no query.
  func helperNames(in application: Application, _ transaction: any StoreReading) throws -> [StaffName: HelperName] {
    let clerks = Set(application.slots.values.compactMap(\.broughtBy))
    return Dictionary(
      uniqueKeysWithValues: try clerks.compactMap { clerk in
        try helperName(clerk, transaction).map { (clerk, $0) }
      })
  }

  func helperName(_ clerk: StaffName, _ transaction: any StoreReading) throws -> HelperName? {
    try transaction.staff(clerk).map { HelperName($0) }
  }

  /// A new clerk's code: eight random digits.
  func freeClerkCode(_ transaction: any StoreReading) throws -> String {
    while true {
      let code = (0..<8).map { _ in String(Int.random(in: 0...9)) }.joined()
      if try transaction.clerk(withCode: code) == nil { return code }
    }
  }
}

extension Staff {
  /// A clerk's code in groups of four digits, as it is read out; nil for others.
  public var clerkCodeForPeople: String? { clerkCode.map { "\($0.prefix(4))-\($0.dropFirst(4))" } }
}
