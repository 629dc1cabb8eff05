import ImageKit
import Wording

/// A policy file with mistakes: all of them, each with its line.
public struct PolicyError: DescribedError, Sendable, Hashable {
  /// One mistake.
  public struct Mistake: Sendable, Hashable {
    /// The line in the file, from 1.
    public let line: Int
    /// What is wrong there and what to write instead.
    public let message: Bilingual
  }

  /// All mistakes, by line.
  public let mistakes: [Mistake]
  /// `bad-policy`
  public var code: String { "bad-policy" }
  /// How many mistakes there are, and the first.
  public var explanation: Bilingual {
    let first = mistakes.first
    let more = mistakes.count - 1
    return Bilingual(
      "The policy cannot be used. Line \(first?.line ?? 1): \(first?.message.english ?? "")"
        + (more > 0 ? " (and \(more) more)" : ""),
      "考区规则有误。第 \(first?.line ?? 1) 行：\(first?.message.chinese ?? "")" + (more > 0 ? "（另有 \(more) 处）" : ""))
  }
}

/// Collects the mistakes while a policy is read, so that all are reported at once.
final class PolicyMistakes {
  private(set) var list: [PolicyError.Mistake] = []

  func add(_ line: Int, _ english: String, _ chinese: String) {
    list.append(PolicyError.Mistake(line: line, message: Bilingual(english, chinese)))
  }

  /// The mistakes as one error, if there are any.
  var error: PolicyError? {
    list.isEmpty ? nil : PolicyError(mistakes: list.sorted { $0.line < $1.line })
  }
}
