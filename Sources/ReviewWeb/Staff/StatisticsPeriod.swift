import Hummingbird
import ReviewStore

/// The days that statistics cover.
struct StatisticsPeriod {
  /// How many days there are.
  var days = 14
  /// A moment of the last day; nil for today.
  var last: Moment?

  /// The period that a request asks for by `from` and `to`, which are dates; two weeks where it does not.
  init(of request: Request, now: Moment) throws {
    let query = try request.query
    func date(_ key: String) throws -> Moment? {
      guard !query[key].isEmpty else { return nil }
      guard let moment = Moment(date: query[key]) else {
        throw ProblemError(
          .badRequest, "bad-request", "`\(key)` is a date such as 2024-01-26.", "`\(key)` 应为日期，如 2024-01-26。")
      }
      return moment
    }
    last = try date("to")
    if let first = try date("from") {
      let end = last ?? now
      guard first <= end else {
        throw ProblemError(.badRequest, "bad-request", "The period ends before it begins.", "结束日期早于开始日期。")
      }
      days = Int((end.milliseconds - first.milliseconds) / 86_400_000) + 1
    }
  }
}

extension ReviewStore {
  /// The numbers of a period.
  func reviewNumbers(for staff: StaffName, in period: StatisticsPeriod) throws -> ReviewNumbers {
    try reviewNumbers(for: staff, days: period.days, until: period.last)
  }
}
