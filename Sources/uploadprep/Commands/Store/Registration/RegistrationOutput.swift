import ImageKit
import ReviewStore

extension RegistrationRecord {
  /// All that may be shown, for programs.
  func json() -> JSON {
    [
      "registration": .string(number), "name": .optional(name), "category": .string(category), "site": .string(site),
      "idNumber": .optional(maskedIDNumber), "identity": .string(identity.rawValue), "returning": .bool(returning),
      "practicalPassed": .bool(practicalPassed), "mobile": .optional(maskedMobile), "address": .optional(address),
      "activated": .bool(activated), "state": .string(state.rawValue), "version": .integer(version),
      "createdAt": .time(createdAt), "erased": .bool(erasedAt != nil), "erasedAt": .time(erasedAt),
    ]
  }

  /// One line for people.
  func line(in language: Language) -> String {
    if let erasedAt {
      return "\(Printable.name(number))  "
        + Bilingual("erased \(erasedAt.forPeople)", "已于 \(erasedAt.forPeople) 清除").text(in: language)
    }
    return [number, name ?? "", category, site, state.name.text(in: language), maskedMobile ?? ""]
      .filter { !$0.isEmpty }.map(Printable.name).joined(separator: "  ")
  }
}
