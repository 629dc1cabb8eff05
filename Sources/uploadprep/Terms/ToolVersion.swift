/// The version of this command.
enum ToolVersion {
  /// The number; the change log has the same.
  static let number = "0.1.0"
}
