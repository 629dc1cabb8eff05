import Foundation
import Wording

extension RegistrationNumber {
  /// Checks a text that becomes a new registration number.
  ///
  /// - Throws: ``InputError/missing(_:)``, ``InputError/badNumber``.
  public init(new text: String) throws(InputError) {
    guard TextRules.isVisible(text) else { throw .missing(Bilingual("registration number", "报名号")) }
    self.init(text)
    guard isAcceptable else { throw .badNumber }
  }
}

extension StaffName {
  /// Checks a text that becomes a new staff member's name.
  ///
  /// - Throws: ``InputError/missing(_:)``, ``InputError/badName``; ``InputError/reservedName(_:)`` for a name that the
  ///   log uses for another actor.
  public init(new text: String) throws(InputError) {
    guard TextRules.isVisible(text) else { throw .missing(Bilingual("name", "姓名")) }
    guard !Actor.reservedNames.contains(text.trimmingCharacters(in: .whitespaces).lowercased()) else {
      throw .reservedName(text)
    }
    guard LookupName.isAcceptable(text) else { throw .badName }
    self.init(text)
  }
}
