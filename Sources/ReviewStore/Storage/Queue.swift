/// An application that waits for review.
public struct QueueEntry: Sendable, Hashable {
  /// The registration number.
  public let registration: RegistrationNumber
  /// The candidate's name.
  public let name: String
  /// The category.
  public let category: String
  /// The exam site.
  public let site: String
  /// The application's state.
  public let state: Application.State
  /// The time since which it has been waiting.
  public let since: Moment
  /// The member of staff with a valid claim; nil when there is none.
  public let claimedBy: StaffName?
  /// Its version.
  public let version: Int
  /// Whether all required papers are there. One that is handed in by itself may lack some.
  public let complete: Bool
  /// The number of findings of its pictures, plus one for each picture whose page is elsewhere too.
  public let findings: Int
  /// Numbers of other registrations that have a page of this one.
  public let sameUnder: [RegistrationNumber]
}

/// The order of a queue.
public enum QueueOrder: String, Sendable, CaseIterable {
  /// Longest waiting first.
  case since
  /// Most findings first; with the same number, longest waiting first.
  case findings
}
