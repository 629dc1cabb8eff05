/// The command's exit status, with the numbers of sysexits.h where they fit.
///
/// With several inputs the highest status is returned, so that one refused photo among many is not overlooked.
enum ExitStatus: Int32, Comparable, Sendable {
  /// Success.
  case done = 0
  /// A picture fails its rules, or the workflow refused.
  case failed = 1
  /// Wrong usage: the arguments cannot be parsed.
  case usage = 64
  /// Data that cannot be read: not a picture, a policy or a table.
  case unreadableData = 65
  /// The input does not exist, or may not be read.
  case noInput = 66
  /// A bug in this command.
  case internalFault = 70
  /// The output cannot be created, or exists and may not be replaced.
  case cannotCreate = 73
  /// Reading or writing failed after it began, for example on a full disk.
  case ioFailed = 74
  /// Another process holds a lock; a retry will help.
  case busy = 75

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

  /// Keeps the higher of two.
  mutating func raise(to other: ExitStatus) { self = max(self, other) }
}
