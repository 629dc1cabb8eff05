/// What there is of one material in the whole store.
public struct MaterialTally: Sendable, Hashable {
  /// The material's id.
  public let material: MaterialID
  /// Registrations with pictures of it.
  public let registrations: Int
  /// Pictures of it.
  public let pictures: Int
  /// Places where reviewers have asked for a picture.
  public let wanted: Int
}

/// Numbers of applications by site and state.
typealias SiteCounts = [String: [Application.State: Int]]

/// How many applications one exam site has.
public struct SiteTally: Sendable, Hashable {
  /// The site.
  public let site: String
  /// All its registrations.
  public let registrations: Int
  /// Those waiting for the site's review.
  public let submitted: Int
  /// Those passed by the site and waiting for the region's review.
  public let sitePassed: Int
  /// Those returned to the candidate.
  public let returned: Int
  /// Those handed in although required papers are missing; they count in their state too.
  public let incomplete: Int
}

/// The registrations of one exam site by state. Every registration is counted once.
public struct StateTally: Sendable, Hashable {
  /// The site.
  public let site: String
  /// Those without any picture, which have not been handed in.
  public internal(set) var empty = 0
  /// Those handed in by themselves that lack required papers, whatever their state.
  public internal(set) var incomplete = 0
  /// The others in each state; under `filling`, those with pictures.
  public internal(set) var states: [Application.State: Int] = [:]
  /// Those whose data have been erased.
  public internal(set) var erased = 0

  /// All registrations of the site.
  public var total: Int { empty + incomplete + erased + states.values.reduce(0, +) }
}

/// How often one act was done at one site on one day.
struct ActTally {
  /// The site.
  let site: String
  /// The day's ``Moment/dayNumber``.
  let day: Int
  /// The act's name in the log.
  let act: String
  /// How often.
  let count: Int
}

/// One decision of a reviewer, or its withdrawal, with the times that led to it.
struct TimedDecision {
  /// The application's exam site.
  let site: String
  /// The reviewer.
  let staff: String
  /// The act's name in the log.
  let act: String
  /// The time of the act.
  let time: Moment
  /// The time since which the application had waited for this level; nil if the log does not tell.
  let waitingSince: Moment?
  /// The time of the reviewer's first act on the application since then; nil if this is the first.
  let startedAt: Moment?
}
