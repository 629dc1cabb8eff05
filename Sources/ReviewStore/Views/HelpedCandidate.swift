/// A candidate who has allowed a clerk to upload, as the clerk's list shows them.
public struct HelpedCandidate: Sendable, Hashable {
  /// The registration number.
  public let registration: RegistrationNumber
  /// The candidate's name.
  public let name: String?
  /// Whether nothing can be changed now.
  public let locked: Bool
  /// The decision that the candidate may see.
  public let visibleResult: Application.VisibleResult?
  /// How many pictures are missing or to be replaced.
  public let open: Int
  /// Since when the clerk may upload.
  public let since: Moment
}

extension ReviewStore {
  /// The candidates who have allowed a clerk, in order of entry.
  public func candidates(helpedBy name: StaffName) throws -> [HelpedCandidate] {
    let now = clock()
    return try engine.read { transaction in
      _ = try clerk(name, transaction)
      return try transaction.registrations(helpedBy: name).compactMap { number in
        let application = try load(number, transaction).application
        guard let helper = application.helper(under: policy, at: now) else { return nil }
        let status = Status(application, under: policy, at: now).forCandidate
        let wanted = application.slots.count { place, slot in
          application.shownPictureState(at: place, under: policy) == .wanted && slot.picture != nil
        }
        return HelpedCandidate(
          registration: number, name: try transaction.registration(number)?.name, locked: status.locked,
          visibleResult: status.visibleResult, open: policy.lackingPictures(in: application) + wanted,
          since: helper.since)
      }
    }
  }

  /// What a clerk's page shows of a candidate: the materials and what is missing, without messages, contact data,
  /// identity number and appeal.
  ///
  /// - Throws: ``Refusal`` `not-found` when the candidate has not allowed it.
  public func candidateView(of number: RegistrationNumber, by clerk: StaffName) throws -> CandidateView {
    try engine.read { transaction in
      try candidateView(of: load(number, for: clerk, transaction), transaction).forClerk
    }
  }
}
