/// Everything that a candidate's page shows, from one snapshot of the database.
public struct CandidateView: Sendable, Hashable {
  /// The registration.
  public let registration: RegistrationRecord
  /// The application's status, as far as the candidate may know it.
  public let status: CandidateStatus
  /// The materials with their pictures.
  public let materials: [MaterialStatus]
  /// What the candidate must still do before submission: missing papers with their material, missing personal details
  /// without one.
  public let missing: [Refusal.Reason]
  /// The messages, newest first.
  public let messages: [Message]
}

extension ReviewStore {
  /// Everything that a candidate's page shows, read in one transaction so that its parts agree.
  public func candidateView(of number: RegistrationNumber) throws -> CandidateView {
    let now = clock()
    return try engine.read { transaction in
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
