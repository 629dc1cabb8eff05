/// What the command tells the shell: the numbers of sysexits.h where they fit.
///
/// With several inputs the highest of theirs is told, so that one refused photo in a folder is not forgotten.
enum ExitStatus: Int32, Comparable, Sendable {
  /// Done, and everything is well.
  case done = 0
  /// A picture fails its rules, or the workflow refused.
  case failed = 1
  /// The command was called in a way that it does not understand.
  case usage = 64
  /// Data that cannot be read: no picture, no policy, no table.
  case unreadableData = 65
  /// No such input, or no right to read it.
  case noInput = 66
  /// A fault of ours.
  case internalFault = 70
  /// The output cannot be created, or exists and was not to be replaced.
  case cannotCreate = 73
  /// Reading or writing failed underway, such as on a full disk.
  case ioFailed = 74
  /// Somebody else is at work there; trying again will help.
  case busy = 75

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

  /// Keeps the higher of two.
  mutating func raise(to other: ExitStatus) { self = max(self, other) }
}
