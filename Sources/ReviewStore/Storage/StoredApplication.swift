/// An application with the engine's key of its registration.
struct StoredApplication {
  /// The registration's key.
  let id: Int64
  /// The application.
  let application: Application
  /// The number of findings of its pictures, as ``LookReading/looks(of:)`` returns them.
  let findings: Int
  /// Whether it was handed in although required papers are missing.
  let lacksPapers: Bool
}
