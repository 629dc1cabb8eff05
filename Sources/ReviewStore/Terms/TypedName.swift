/// A text that names one thing, as a type of its own: a registration number cannot stand where a material is meant.
///
/// A literal is taken as it stands, because a programmer wrote it. A `String` is converted explicitly. That checks
/// nothing: people look things up by whatever they type, and a name that nobody has is answered with "not found". Where
/// a new name is given, ``RegistrationNumber/init(new:)`` and ``StaffName/init(new:)`` check it.
public protocol TypedName: RawRepresentable<String>, Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The name that a text stands for, whatever it is.
  init(rawValue: String)
}

extension TypedName {
  /// The name that a text stands for, whatever it is: typed by somebody, or read from a row.
  public init(_ text: String) { self.init(rawValue: text) }

  /// The name in a literal.
  public init(stringLiteral text: String) { self.init(rawValue: text) }

  /// The text alone.
  public var description: String { rawValue }

  /// By the text.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
