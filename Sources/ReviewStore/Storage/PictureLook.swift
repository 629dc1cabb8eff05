import ImageKit
import Wording

/// Findings of one stored picture from its upload, and the other places where the same page is.
public struct PictureLook: Sendable, Hashable {
  /// Warnings for the reviewer, from ImageKit's inspection of the photo.
  public let findings: [Finding]
  /// Other places of the same application where the same page is.
  public internal(set) var sameAs: [Place]
  /// Other registrations that have the same page, by number, for staff only. Nothing else is shown of them, because
  /// they may belong to another site.
  public internal(set) var sameUnder: [String]

  /// No findings, for pictures from before pictures were inspected.
  static let none = PictureLook(findings: [], sameAs: [], sameUnder: [])

  /// The findings, with one more when the same page is elsewhere in the application.
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
