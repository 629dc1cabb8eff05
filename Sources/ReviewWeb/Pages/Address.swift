import Wording

/// Where things are found on the portal.
enum Address {
  /// The page on which staff review an application.
  static func application(_ number: String) -> String { "/staff/applications/\(number.pathPart)" }

  /// A material on the candidate's page.
  static func material(_ id: String) -> String { "/materials#material-\(id.pathPart)" }
}
