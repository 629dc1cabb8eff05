/// Everything that a candidate's page shows, as of one moment.
public struct CandidateView: Sendable, Hashable {
  /// The registration's data.
  public let registration: RegistrationRecord
  /// Where the application stands, as far as the candidate may know.
  public let status: CandidateStatus
  /// The materials with their pictures.
  public let materials: [MaterialStatus]
  /// What stands in the way of handing in: papers by their material, and personal details without one.
  public let missing: [Refusal.Reason]
  /// The messages, newest first.
  public let messages: [Message]
}

extension ReviewStore {
  /// Everything that a candidate's page shows, read at once so that no part is older than another.
  public func candidateView(of number: String) throws -> CandidateView {
    let now = clock()
    return try database.read { transaction in
      let stored = try load(number, transaction)
      guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
      let application = stored.application
      return CandidateView(
        registration: record, status: Status(application, under: policy, at: now).forCandidate,
        materials: try materials(of: stored, for: .candidate, transaction),
        missing: policy.obstacles(in: application), messages: try transaction.messages(of: stored.id))
    }
  }
}
