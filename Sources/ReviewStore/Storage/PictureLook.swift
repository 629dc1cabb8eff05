import ImageKit
import Wording

/// What was seen of one stored picture when it was brought, and where the same page is besides.
public struct PictureLook: Sendable, Hashable {
  /// What a reviewer might mind, as ImageKit's inspection told it of the photo; all of it warnings.
  public let findings: [Finding]
  /// Other places of the same application where the same page is.
  public internal(set) var sameAs: [Place]
  /// Other registrations under which the same page is, by number: for staff alone. Nothing else is told of them, as they
  /// may be another site's.
  public internal(set) var sameUnder: [String]

  /// Nothing seen: of pictures from before anybody looked.
  static let none = PictureLook(findings: [], sameAs: [], sameUnder: [])

  /// What was seen, with a finding for the same page elsewhere in the application.
  func findings(under policy: Policy) -> [Finding] { findings + sameAs.map { Self.duplicate(of: $0, under: policy) } }

  static func duplicate(of place: Place, under policy: Policy) -> Finding {
    let name = policy.material(place.material)?.name
    return Finding(
      .duplicate, .warning,
      Bilingual(
        "This is the same page as \(name?.english ?? place.material), picture \(place.position). Upload another if that is a mistake.",
        "与\(name?.chinese ?? place.material)第 \(place.position) 张是同一页；如有误，请更换。"))
  }
}
