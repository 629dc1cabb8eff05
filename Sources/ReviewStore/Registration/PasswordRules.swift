import Foundation
import Wording

/// Why a password that is long enough is refused.
public enum PasswordWeakness: Sendable, Hashable {
  /// It is one of the commonest.
  case common
  /// It is a sequence, or made of very few different characters.
  case pattern
  /// It consists mostly of the person's name, number or site.
  case personal
}

/// Rules against passwords that are easy to guess.
enum PasswordRules {
  /// The fewest characters.
  static let shortest = 8
  /// How many passwords of a member of staff may not be set again, the present one among them.
  static let remembered = 5

  /// Checks a password by itself, without its owner's data.
  ///
  /// - Throws: ``InputError/shortPassword``, ``InputError/tooLong(_:limit:)``, ``InputError/weakPassword(_:)``.
  static func check(_ password: String) throws(InputError) {
    guard TextLimits.allow(password, TextLimits.password) else {
      throw .tooLong(Bilingual("password", "密码"), limit: TextLimits.password)
    }
    guard password.count >= shortest else { throw .shortPassword }
    let folded = folded(password)
    guard !isPattern(Array(folded.unicodeScalars)) else { throw .weakPassword(.pattern) }
    guard !commonest.contains(folded) else { throw .weakPassword(.common) }
  }

  /// Checks that a password does not contain its owner's data.
  ///
  /// - Parameter facts: names, numbers and places.
  /// - Throws: ``InputError/weakPassword(_:)``.
  static func check(_ password: String, against facts: [String]) throws(InputError) {
    let password = bare(password)
    for fact in facts.map(bare) where isTelling(fact) {
      let rest = password.replacingOccurrences(of: fact, with: "")
      guard !fact.contains(password), rest == password || rest.count >= 4 else { throw .weakPassword(.personal) }
    }
  }

  /// Facts within an identity number: the date of birth of a Chinese one, and its last characters.
  static func facts(ofIdentityNumber number: String?) -> [String] {
    guard let number else { return [] }
    let characters = Array(number)
    let birth = characters.count == 18 ? [String(characters[6..<14])] : []
    return [number, String(characters.suffix(6))] + birth
  }

  /// Normalized for comparison: full-width characters become narrow ones, letters lower case.
  private static func folded(_ text: String) -> String { text.precomposedStringWithCompatibilityMapping.lowercased() }

  /// Letters and digits alone.
  private static func bare(_ text: String) -> String { folded(text).filter { $0.isLetter || $0.isNumber } }

  /// Whether a fact is long enough that a match is no coincidence: four characters, or two Chinese ones.
  private static func isTelling(_ fact: String) -> Bool {
    fact.count >= 4 || (fact.count >= 2 && fact.unicodeScalars.contains { $0.properties.isIdeographic })
  }

  /// Whether a password has fewer than four different characters, or is at most two runs, such as `abcd1234`.
  private static func isPattern(_ scalars: [Unicode.Scalar]) -> Bool {
    guard Set(scalars).count >= 4 else { return true }
    var runs = 0
    var index = 0
    while index < scalars.count {
      let length = [0, 1, -1].map { run(of: scalars[index...], step: $0) }.max() ?? 1
      // Two adjacent characters are not a run.
      index += length >= 3 ? length : 1
      runs += 1
    }
    return runs <= 2
  }

  /// The length of the run at the beginning: characters at a fixed distance in the alphabet, or adjacent on the
  /// keyboard.
  private static func run(of scalars: ArraySlice<Unicode.Scalar>, step: Int) -> Int {
    func length(_ follows: (Unicode.Scalar, Unicode.Scalar) -> Bool) -> Int {
      1 + zip(scalars, scalars.dropFirst()).prefix { follows($0, $1) }.count
    }
    let inAlphabet = length { Int($1.value) - Int($0.value) == step }
    let onKeyboard = keyboard.map { row in
      length { first, second in
        guard let one = row.firstIndex(of: first), let other = row.firstIndex(of: second) else { return false }
        return other - one == step
      }
    }
    return max(inAlphabet, onKeyboard.max() ?? 1)
  }

  private static let keyboard = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.unicodeScalars) }

  /// The most common passwords of at least eight characters. The file names their source.
  private static let commonest = Set(
    String(decoding: PackageResources.common_passwords_txt, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map(String.init))
}
