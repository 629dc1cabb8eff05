/// The filter of a console's list.
public struct ConsoleFilter: Sendable, Hashable {
  /// The states; empty for all.
  public var states: Set<Application.State> = []
  /// The exam site; nil for all.
  public var site: String?
  /// The category; nil for all.
  public var category: String?
  /// The beginning of the registration number; nil for all.
  public var number: String?
  /// The member of staff with a valid claim; nil for all.
  public var heldBy: StaffName?
  /// Only applications with all required papers, or only those that lack some; nil for both.
  public var complete: Bool?
  /// Only applications with an appeal that is not decided yet.
  public var appealsOnly = false
  /// Only applications whose candidate has not reacted to a return in time.
  public var overdueOnly = false
  /// The order of the list.
  public var order = QueueOrder.since
  /// The last registration of the previous page; nil for the first page.
  public var after: RegistrationNumber?
  /// The most entries to return.
  public var limit = 50

  /// The first page without a filter.
  public init() {}
}

/// One entry of a console's list.
public struct ConsoleEntry: Sendable, Hashable {
  /// The application.
  public let entry: QueueEntry
  /// The time by which the candidate should react to a return; nil where there is none.
  public let reactBy: Moment?
  /// Whether the candidate has not reacted to a return in time, with the policy's grace period.
  public let overdue: Bool
}

/// The applications that a console may list at all: the same rule as ``Workflow/checkLook(_:at:under:)``, to be asked of
/// many at once. None lists what has not been handed in.
struct ConsoleScope {
  /// Whose applications they are.
  enum Reach {
    /// Everybody's.
    case everything
    /// Those of one exam site.
    case site(String?)
    /// Those that have reached the region.
    case region
  }

  /// Whose applications they are.
  let reach: Reach
  /// The member of staff; those with which they have a conflict of interest are left out.
  let staff: StaffName

  init(of staff: Staff, under policy: Policy) {
    self.staff = staff.name
    reach =
      switch staff.role {
      case .admin: .everything
      case .site: .site(staff.site)
      // None: a site that is NULL equals none.
      case .clerk, .system, .security, .audit: .site(nil)
      case .region: policy.levels.first == .region ? .everything : .region
      }
  }
}
