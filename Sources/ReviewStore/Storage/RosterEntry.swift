/// Which registrations the list (报名名单) shows, and in which order.
public struct RosterFilter: Sendable, Hashable {
  /// The states; empty for all.
  public var states: Set<Application.State> = []
  /// Only those whose candidate is still filling in and has uploaded nothing.
  public var nothingUploaded = false
  /// The exam site; nil for all.
  public var site: String?
  /// The category; nil for all.
  public var category: String?
  /// Only those whose candidate has not reacted to a return in time.
  public var overdueOnly = false
  /// Only those with a ``RosterEntry/Warning``.
  public var warningsOnly = false
  /// Part of the number or the name, or four to six last characters of the identity number; nil for all.
  public var search: String?
  /// The order.
  public var order = RosterOrder.number
  /// Whether the order is reversed.
  public var descending = false
  /// The last registration of the previous page; nil for the first page.
  public var after: RegistrationNumber?
  /// The most entries of a page; nil for all.
  public var limit: Int? = 50

  /// The first page without a filter.
  public init() {}
}

/// The order of the list of registrations.
public enum RosterOrder: String, Sendable, CaseIterable {
  /// By registration number.
  case number
  /// By name, in the order of Unicode.
  case name
  /// In the order of the workflow's states.
  case state
  /// By the time of the last act on it.
  case changed
  /// As they were entered.
  case entry
}

/// One registration in the list.
public struct RosterEntry: Sendable, Hashable {
  /// Something that staff should see to.
  public enum Warning: String, Sendable, CaseIterable {
    /// No mobile number is known, so no notice can be sent.
    case noMobile = "no-mobile"
    /// No identity number is known, so no code can be handed out in bulk.
    case noIDNumber = "no-id-number"
    /// The inspection found something in a picture, or its page is under another registration too.
    case findings
    /// The candidate has not reacted to a return in time.
    case overdue
    /// The one-time code is void after too many wrong guesses.
    case voidCode = "void-code"
  }

  /// The registration, with masked numbers.
  public let record: RegistrationRecord
  /// The time since which it has been in its state.
  public let since: Moment
  /// The time of the last act on it.
  public let changedAt: Moment
  /// The number of pictures.
  public let pictures: Int
  /// The number of findings of its pictures.
  public let findings: Int
  /// The time by which the candidate should react to a return.
  public let reactBy: Moment?
  /// Whether that time has passed.
  public let overdue: Bool
  /// What staff should see to.
  public let warnings: [Warning]
}

/// How many registrations the list has under a filter, whatever their state.
public struct RosterCounts: Sendable, Hashable {
  /// The number in each state that occurs.
  public var states: [Application.State: Int] = [:]
  /// The number whose candidate is filling in and has uploaded nothing; they count as `filling` too.
  public var nothingUploaded = 0

  /// All.
  public var total: Int { states.values.reduce(0, +) }
}
