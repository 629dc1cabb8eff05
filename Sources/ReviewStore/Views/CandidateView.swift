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
  /// The clerk whom the candidate has allowed to upload, if the permission still holds.
  public let helper: HelperName?
}

extension ReviewStore {
  /// Everything that a candidate's page shows, read in one transaction so that its parts agree.
  public func candidateView(of number: RegistrationNumber) throws -> CandidateView {
    try engine.read { try candidateView(of: load(number, $0), $0) }
  }

  func candidateView(of stored: StoredApplication, _ transaction: any StoreReading) throws -> CandidateView {
    let now = clock()
    let number = stored.application.applicant.registration
    guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
    let application = stored.application
    return CandidateView(
      registration: record, status: Status(application, under: policy, at: now).forCandidate,
      materials: try materials(of: stored, for: .candidate, transaction),
      missing: policy.obstacles(in: application), messages: try transaction.messages(of: stored.id),
      helper: try application.helper(under: policy, at: now).flatMap { try helperName($0.clerk, transaction) })
  }
}

extension CandidateView {
  /// The view without what is not a clerk's business.
  var forClerk: CandidateView {
    CandidateView(
      registration: registration.forClerk, status: status.forClerk, materials: materials,
      missing: missing.filter { $0.material != nil }, messages: [], helper: helper)
  }
}

extension CandidateStatus {
  fileprivate var forClerk: CandidateStatus {
    CandidateStatus(
      state: state, activated: activated, locked: locked, visibleResult: visibleResult, returnedBy: returnedBy,
      visibleStage: visibleStage, version: version, reactBy: reactBy, overdue: overdue, uploadUntil: uploadUntil,
      appealBy: nil, appeal: nil)
  }
}

extension RegistrationRecord {
  fileprivate var forClerk: RegistrationRecord {
    RegistrationRecord(
      number: number, name: name, category: category, site: site, maskedIDNumber: nil, identity: identity,
      returning: returning, practicalPassed: practicalPassed, maskedMobile: nil, address: nil, createdAt: createdAt,
      erasedAt: nil, activated: activated, state: state, version: version, code: nil)
  }
}
