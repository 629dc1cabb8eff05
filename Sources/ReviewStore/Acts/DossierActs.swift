/// Taking pictures out of the store. What was taken out is outside: erasing a registration does not reach it.
extension ReviewStore {
  /// One application's pictures, after the log has noted on the registration who takes them out.
  ///
  /// - Parameter name: the member of staff; nil for the office.
  /// - Throws: as ``dossier(of:as:)``.
  public func exportDossier(
    of number: RegistrationNumber, as form: DossierForm, by name: StaffName? = nil
  ) throws -> Dossier {
    let dossier = try dossier(of: number, as: name)
    try record(on: number.rawValue, [.value(.pictures, "\(dossier.pictures.count)"), .format(form)], by: name)
    return dossier
  }

  /// Notes in the log that the dossiers under a filter are about to be taken out: who, how many, which filter.
  /// ``dossier(of:as:)`` then returns each.
  public func recordDossiers(
    _ count: Int, under filter: RosterFilter, as form: DossierForm, by name: StaffName? = nil
  ) throws {
    let scope = try engine.read { try scoped(filter, for: name, $0) }
    try record(on: "store", [.value(.count, "\(count)"), .format(form)] + scope.facts, by: name)
  }

  private func record(on subject: String, _ facts: [LoggedFact], by name: StaffName?) throws {
    let now = clock()
    try engine.write { transaction in
      let actor = try self.actor(Person(officeOr: name), transaction)
      try transaction.record("dossier", on: subject, by: actor.name, after: facts, at: now)
    }
  }
}

extension LoggedFact {
  fileprivate static func format(_ form: DossierForm) -> LoggedFact { .value(.format, form.rawValue) }
}
