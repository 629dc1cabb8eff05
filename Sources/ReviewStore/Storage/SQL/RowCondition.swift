/// A condition on rows of `registration` that are not erased, put together part by part.
struct RowCondition {
  private var parts = ["erasedAt IS NULL"]
  private(set) var arguments: Arguments = []

  /// The condition in SQL.
  var sql: String { parts.joined(separator: " AND ") }

  /// Adds a part with the values of its placeholders.
  mutating func add(_ part: String, _ values: any SQLConvertible...) {
    add(part, Arguments(values))
  }

  /// Adds a part with the values of its placeholders.
  mutating func add(_ part: String, _ values: Arguments) {
    parts.append(part)
    arguments += values
  }

  /// Adds that the state is one of these; none allows all.
  mutating func add(_ states: Set<Application.State>) {
    guard !states.isEmpty else { return }
    let names = states.map(\.rawValue).sorted()
    add("state IN (" + names.map { _ in "?" }.joined(separator: ", ") + ")", Arguments(names))
  }
}

extension SQLTransaction {
  /// The condition on a registration that is being filled in and has no picture yet.
  static let nothingUploaded = """
    (state = 'filling' AND NOT EXISTS
      (SELECT 1 FROM slot WHERE slot.registration = registration.id AND sha256 IS NOT NULL))
    """
}
