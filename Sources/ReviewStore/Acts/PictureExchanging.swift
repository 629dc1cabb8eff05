import ImageKit

/// Exchanging two pictures of a material, such as the two sides of a card that were put at each other's places.
extension ReviewStore {
  /// Exchanges the picture at a place with that at another position of the material. Their files stay as they are; the
  /// warnings about the wrong paper are made anew for the new places.
  ///
  /// - Parameters:
  ///   - position: the other position.
  ///   - version: the application's version that the office saw; if it has changed, the act is refused.
  ///   - candidateVersion: the same for the version that candidates see.
  ///   - clerk: the clerk who does it for the candidate; nil for the candidate.
  /// - Throws: ``Refusal``; ``StoreError/damaged(_:)`` when a file's content has changed.
  @discardableResult
  public func exchange(
    _ place: Place, with position: Int, of registration: RegistrationNumber, version: Int? = nil,
    candidateVersion: Int? = nil, by clerk: StaffName? = nil
  ) throws -> Status {
    let now = clock()
    let other = Place(place.material, position)
    func command(_ shown: [Digest], _ transaction: any StoreReading) throws -> Command {
      let actor = try actor(Person(candidateOr: clerk), transaction)
      var command = Command(.exchange(place, with: position, showing: shown), by: actor, version: version)
      command.candidateVersion = candidateVersion
      return command
    }
    // Pictures are looked at before the transaction, because that takes longer than others should wait.
    let shown = try engine.read { transaction in
      let application = try load(registration, transaction).application
      _ = try Workflow.decide(application, command([], transaction), under: policy, at: now)
      return [place, other].compactMap { application.slots[$0]?.picture?.sha256 }
    }
    let papers = try shown.map { preparing.paper(inStored: try pictures.checked($0)) }
    return try engine.write(.application(registration)) { transaction in
      let stored = try load(registration, transaction)
      let (next, events) = try perform(command(shown, transaction), on: stored, transaction, at: now)
      if !events.isEmpty {
        for (paper, place) in zip(papers, [other, place]) {
          let wrong = paper.flatMap { policy.wrongPaper($0, at: place, for: next.applicant) }
          let given = policy.given([wrong].compactMap(\.self)).first
          try transaction.setFinding(.wrongPaper, to: given, at: place, of: stored.id)
        }
      }
      return Status(next, under: policy, at: now)
    }
  }
}
