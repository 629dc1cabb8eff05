import ImageKit
import Wording

extension Policy {
  /// What the pictures of a material must be.
  public func pictures(of id: MaterialID) -> PictureRules { material(id)?.pictures ?? pictures }

  /// Whether a material is required of a candidate.
  public func isRequired(_ material: MaterialRule, of applicant: Applicant) -> Bool {
    switch material.required {
    case .always(let required): required
    case .when(let condition): condition.holds(for: applicant)
    }
  }

  /// The fewest pictures of a material that a candidate must upload; 0 where it is not required.
  public func minimum(of material: MaterialRule, for applicant: Applicant) -> Int {
    isRequired(material, of: applicant) ? material.minimum : 0
  }

  /// What a position is for, for a candidate; nil where the policy does not say.
  public func label(of material: MaterialRule, at position: Int, for applicant: Applicant) -> Bilingual? {
    let labels = material.variants.first { $0.condition.holds(for: applicant) }?.labels ?? material.labels
    return labels.indices.contains(position - 1) ? labels[position - 1] : nil
  }
}
