import ImageKit
import Wording

extension Policy {
  /// Whether a material must be there for this person.
  public func isRequired(_ material: MaterialRule, of applicant: Applicant) -> Bool {
    switch material.required {
    case .always(let required): required
    case .when(let condition): condition.holds(for: applicant)
    }
  }

  /// The fewest pictures of a material for this person; 0 where it is not required.
  public func minimum(of material: MaterialRule, for applicant: Applicant) -> Int {
    isRequired(material, of: applicant) ? material.minimum : 0
  }

  /// What a position is for, for this person.
  public func label(of material: MaterialRule, at position: Int, for applicant: Applicant) -> Bilingual? {
    let labels = material.variants.first { $0.condition.holds(for: applicant) }?.labels ?? material.labels
    return labels.indices.contains(position - 1) ? labels[position - 1] : nil
  }
}
