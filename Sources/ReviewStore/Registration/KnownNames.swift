/// The names that registrations may have: of exam sites or of categories.
public struct KnownNames: Sendable, Hashable {
  /// One name.
  public struct Name: Sendable, Hashable {
    /// The name.
    public let name: String
    /// Whether the policy has it, so that it cannot be removed.
    public let isOfPolicy: Bool
    /// Whether the office entered it.
    public let isEntered: Bool
    /// Whether a registration or a member of staff has it.
    public let isUsed: Bool
  }

  /// All names, sorted.
  public let names: [Name]
  /// Whether the office or the policy has listed any. Then new registrations and staff must have one of the names.
  public let isDeclared: Bool
  /// Whether an imported table must keep to the names: they are declared, or staff belong to sites.
  public let bindsImports: Bool

  /// Whether a name is known.
  public func contains(_ name: String) -> Bool { index.contains(name) }
  private let index: Set<String>

  init(policy: [String], entered: [String], used: [String], staff: [String]) {
    let (policy, entered, used) = (Set(policy), Set(entered), Set(used).union(staff))
    index = policy.union(entered).union(used)
    names = index.sorted().map {
      Name(
        name: $0, isOfPolicy: policy.contains($0), isEntered: entered.contains($0), isUsed: used.contains($0))
    }
    isDeclared = !policy.isEmpty || !entered.isEmpty
    bindsImports = isDeclared || !staff.isEmpty
  }

  /// Some of the names, for a message.
  var examples: [String] { names.prefix(12).map(\.name) + (names.count > 12 ? ["…"] : []) }
}
