import ImageKit
import ReviewStore
import Wording

extension RegistrationRecord {
  /// The registration as one line of text.
  func line(in language: Language) -> String {
    if let erasedAt {
      return "\(Printable.name(number))  "
        + Bilingual("erased \(erasedAt.forPeople)", "已于 \(erasedAt.forPeople) 清除").text(in: language)
    }
    return [number.rawValue, name ?? "", category, site, state.name.text(in: language), maskedMobile ?? ""]
      .filter { !$0.isEmpty }.map(Printable.name).joined(separator: "  ")
  }
}
