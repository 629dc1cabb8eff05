import ReviewStore
import Wording

/// Addresses that several pages link to.
enum Address {
  /// The page on which staff review an application.
  static func application(_ number: RegistrationNumber) -> String { "/staff/applications/\(number.rawValue.pathPart)" }

  /// The page on which staff give a second look.
  static func secondLook(_ number: RegistrationNumber) -> String { "/staff/looks/\(number.rawValue.pathPart)" }

  /// The page on which staff correct a registration's data.
  static func correction(_ number: RegistrationNumber) -> String {
    "/staff/registrations/\(number.rawValue.pathPart)/correct"
  }

  /// A place of a material on the candidate's page.
  static func place(_ material: MaterialID, _ position: Int) -> String {
    "/materials#\(placeID(material, position).pathPart)"
  }

  /// The id of a place of a material on the candidate's page.
  static func placeID(_ material: MaterialID, _ position: Int) -> String { "place-\(material)-\(position)" }

  /// The page on which the candidate turns and crops the picture at a place.
  static func adjusting(_ place: Place) -> String {
    "/materials/\(place.material.rawValue.pathPart)/\(place.position)/adjust"
  }

  /// A material on the candidate's page.
  static func material(_ id: MaterialID) -> String { "/materials#material-\(id.rawValue.pathPart)" }

  /// The id of a place on the page on which staff review an application.
  static func shotID(_ material: MaterialID, _ position: Int) -> String { "shot-\(material)-\(position)" }
}
