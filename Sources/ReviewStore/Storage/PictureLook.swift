import ImageKit
import Wording

/// The findings of one stored picture from its upload, and other places with the same page.
public struct PictureLook: Sendable, Hashable {
  /// Warnings for the reviewer, from ImageKit's inspection of the photo.
  public let findings: [Finding]
  /// Other places of the same application that have the same page.
  public internal(set) var sameAs: [Place]
  /// Numbers of other registrations that have the same page, for staff only. Nothing else is shown of them, because
  /// they may belong to another site.
  public internal(set) var sameUnder: [RegistrationNumber]
  /// By how many degrees the photo was turned clockwise by its text when it was stored; 0 if it was not.
  public internal(set) var turned = 0
  /// Whether the card in it bears the registration's number; nil where none was compared.
  public internal(set) var number: CardNumberAnswer.Kind?

  /// No findings; for pictures that were stored before pictures were inspected.
  static let none = PictureLook(findings: [], sameAs: [], sameUnder: [])

  static func duplicate(of place: Place, under policy: Policy) -> Finding {
    let material = policy.name(of: place.material).english
    return Finding(
      .duplicate, .warning,
      Bilingual(
        "This is the same page as \(material), picture \(place.position). Upload another if that is a mistake.",
        "与\(policy.name(of: place).chinese)是同一页；如有误，请更换"))
  }
}
