import ImageKit
import Wording

/// A warning about a picture's content that a policy can switch off.
public enum PictureWarning: String, Sendable, Hashable, CaseIterable {
  /// Another paper than the place takes.
  case wrongPaper = "wrong-paper"
  /// Another number on an identity card than the registration's.
  case wrongNumber = "wrong-number"
  /// The text is blurred.
  case blurred
  /// The text is too small.
  case smallText = "small-text"
  /// The page is too dark.
  case tooDark = "too-dark"
  /// Glare or overexposure.
  case tooBright = "too-bright"
  /// Hardly any contrast.
  case lowContrast = "low-contrast"
  /// A blank picture.
  case blank
  /// Text that is cut off.
  case cutOff = "cut-off"
}

extension Policy {
  /// Whether an identity card's portrait side is among the papers that a material takes, so that its number is compared
  /// with the registration's. The card's other side bears no number, which is no reason for a finding.
  func wantsPortraitSide(in material: MaterialID, of applicant: Applicant) -> Bool {
    self.material(material)?.positions(for: applicant).takes.contains(.cardPortrait) ?? false
  }

  /// The papers that a place takes, for a candidate; empty where the policy does not say. Where the positions have
  /// labels, each takes its own paper; otherwise every position takes any of them.
  public func takes(at place: Place, for applicant: Applicant) -> [PaperKind] {
    guard let (labels, takes) = material(place.material)?.positions(for: applicant) else { return [] }
    if labels.isEmpty { return takes }
    return takes.indices.contains(place.position - 1) ? [takes[place.position - 1]] : []
  }

  /// All papers that a material takes at any position, of any candidate.
  public func takes(_ id: MaterialID) -> [PaperKind] {
    guard let material = material(id) else { return [] }
    let all = Set(material.takes + material.variants.flatMap(\.takes))
    return PaperKind.allCases.filter(all.contains)
  }

  /// A warning that a picture shows another paper than its place takes. If it belongs at another position of the
  /// material, the warning says that the two seem to be swapped.
  func wrongPaper(_ look: PaperLook, at place: Place, for applicant: Applicant) -> Finding? {
    look.wrongPaper(wanted: takes(at: place, for: applicant)) { seen in
      guard let (labels, takes) = material(place.material)?.positions(for: applicant), !labels.isEmpty else {
        return nil
      }
      return takes.firstIndex(of: seen).map { $0 + 1 }
    }
  }

  /// The findings without the warnings that the policy switches off.
  func given(_ findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      finding.severity == .error || !noWarnings.contains { $0.rawValue == finding.code.rawValue }
    }
  }
}

extension MaterialRule {
  /// The labels of the positions, and what they take, for a candidate.
  fileprivate func positions(for applicant: Applicant) -> (labels: [Bilingual], takes: [PaperKind]) {
    guard let variant = variants.first(where: { $0.condition.holds(for: applicant) }) else { return (labels, takes) }
    return (variant.labels, variant.takes)
  }
}
