/// A typed identifier: a registration number cannot be passed where a material's id is expected.
///
/// A literal is converted implicitly, a `String` only explicitly. Conversion checks nothing: people look things up by
/// any text, and an unknown name gives "not found". Where a new name is given, ``RegistrationNumber/init(new:)`` and
/// ``StaffName/init(new:)`` check it.
public protocol TypedName: RawRepresentable<String>, Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// An identifier from a text, unchecked.
  init(rawValue: String)
}

extension TypedName {
  /// An identifier from a text that somebody typed or a row contains, unchecked.
  public init(_ text: String) { self.init(rawValue: text) }

  /// An identifier from a literal.
  public init(stringLiteral text: String) { self.init(rawValue: text) }

  /// The text.
  public var description: String { rawValue }

  /// Compares the texts.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
