import Foundation
import Wording

extension RegistrationNumber {
  /// A number that is to be given to somebody.
  ///
  /// - Throws: ``InputError/missing(_:)``, ``InputError/badNumber``.
  public init(new text: String) throws(InputError) {
    guard TextRules.isVisible(text) else { throw .missing(Bilingual("registration number", "报名号")) }
    self.init(text)
    guard isAcceptable else { throw .badNumber }
  }
}

extension StaffName {
  /// A name that is to be given to a member of staff.
  ///
  /// - Throws: ``InputError/missing(_:)``, ``InputError/badName``; ``InputError/reservedName(_:)`` for what the log calls
  ///   somebody else.
  public init(new text: String) throws(InputError) {
    guard TextRules.isVisible(text) else { throw .missing(Bilingual("name", "姓名")) }
    guard !Actor.reservedNames.contains(text.trimmingCharacters(in: .whitespaces).lowercased()) else {
      throw .reservedName(text)
    }
    guard LookupName.isAcceptable(text) else { throw .badName }
    self.init(text)
  }
}
