import RuleSets
import Wording

/// A policy file with mistakes: all of them, each with its line.
public struct PolicyError: DescribedError, Sendable, Hashable {
  /// All mistakes, by line.
  public let mistakes: [FileMistake]
  /// `bad-policy`
  public var code: String { "bad-policy" }
  /// How many mistakes there are, and the first.
  public var explanation: Bilingual {
    let summary = FileMistake.summary(of: mistakes)
    return Bilingual("The policy cannot be used. \(summary.english)", "考区规则有误。\(summary.chinese)")
  }
}
