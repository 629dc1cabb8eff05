import Foundation

/// A point in time in milliseconds since 1970-01-01T00:00:00Z, as the store records and compares it.
///
/// Its calendar is written here: the log's text must be the same on every machine, whatever time zones and locales that
/// has, and Foundation's formatters depend on both.
public struct Moment: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  /// A point in time.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The current time by the system clock.
  public static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// The time a number of seconds later.
  public func adding(seconds: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(seconds) * 1000) }

  /// Earlier comes first.
  public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}

extension Moment {
  /// China has one time zone, UTC+8, without daylight saving time since 1991.
  private static let offsetHours = 8

  /// Milliseconds since 1970-01-01T00:00:00 in China's time.
  private var local: Int { Int(milliseconds) + Self.offsetHours * 3_600_000 }

  /// Days since 1970-01-01 in China's time.
  var dayNumber: Int { local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000 }

  /// The first moment of a day, given by its ``dayNumber``.
  init(dayNumber: Int) { self.init(milliseconds: Int64(dayNumber * 86_400_000 - Self.offsetHours * 3_600_000)) }

  /// The first moment of a date, such as `2024-01-26`, in China's time; nil for any other text.
  public init?(date text: String) { self.init(iso8601: text + "T00:00:00+08:00") }

  /// Whole seconds until a later moment; 0 if it is earlier.
  func seconds(until end: Moment) -> Int { Int(max(0, end.milliseconds - milliseconds) / 1000) }

  /// The calendar's fields in China's time.
  private struct Fields {
    var year, month, day, hour, minute, second, millisecond: Int
  }

  /// Converts days to a date. The year begins in March here, so that the leap day is its last day.
  private var fields: Fields {
    let rest = local - dayNumber * 86_400_000
    let days = dayNumber + 719_468  // since 0000-03-01
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return Fields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
      second: rest / 1000 % 60, millisecond: rest % 1000)
  }

  /// ISO 8601 in China's time with its offset, for programs: `2020-03-12T22:02:08.000+08:00`.
  public var iso8601: String {
    let now = fields
    return "\(date)T\(two(now.hour)):\(two(now.minute)):\(two(now.second))"
      + ".\(now.millisecond < 10 ? "00" : now.millisecond < 100 ? "0" : "")\(now.millisecond)+08:00"
  }

  /// Date and time in the format of the official upload pages: `2020/3/12 22:02:08`.
  public var forPeople: String {
    let now = fields
    return "\(now.year)/\(now.month)/\(now.day) \(two(now.hour)):\(two(now.minute)):\(two(now.second))"
  }

  /// The date, as used in watermarks: `2020-03-12`.
  public var date: String {
    let now = fields
    return "\(now.year)-\(two(now.month))-\(two(now.day))"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// A time as people type it: ISO 8601 with an offset, or in China's time `2024-01-26T18:00` or `2024-01-26 18:00`, or a
  /// date alone, which means its end; nil for any other text.
  public init?(typed text: String) {
    let local = text.replacing(" ", with: "T")
    let texts = [text, "\(local)+08:00", "\(local):00+08:00", "\(local)T23:59:59+08:00"]
    guard let moment = texts.lazy.compactMap({ Moment(iso8601: $0) }).first else { return nil }
    self = moment
  }

  /// Parses ISO 8601 with an offset, such as `2024-01-26T09:00:00+08:00`; nil for any other text.
  public init?(iso8601 text: String) {
    let styles = [Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true)]
    guard let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else { return nil }
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }
}
