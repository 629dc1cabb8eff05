import ImageKit
import Wording

/// An error of the command, with a JSON object for programs, a sentence for people and an exit status for the shell.
struct Failure: Error, Sendable {
  /// One of several reasons for a refusal.
  struct Reason: Sendable {
    /// A stable identifier for programs, in kebab case.
    let code: String
    /// What is wrong and what to do about it.
    let message: Bilingual
    /// Further members of the reason's JSON object, after `code` and `message`.
    var facts: JSON = [:]
  }

  /// The exit status.
  let status: ExitStatus
  /// A stable identifier for programs, in kebab case.
  let code: String
  /// What is wrong and what to do about it.
  let message: Bilingual
  /// The input that the failure concerns, where there may be several.
  var input: String?
  /// The input's path percent-encoded, where `input` loses bytes; see ``Path/percentEncoded``.
  var inputEncoded: String?
  /// All reasons, where there may be several.
  var reasons: [Reason] = []

  init(
    _ status: ExitStatus, code: String, _ message: Bilingual, input: String? = nil, reasons: [Reason] = []
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.input = input
    self.reasons = reasons
  }

  /// An error of a module, with the exit status that fits the place where it happened.
  init(_ error: any DescribedError, _ status: ExitStatus, input: String? = nil) {
    self.init(status, code: error.code, error.explanationWithCommand, input: input)
  }

  /// Any error. A ``DescribedError`` keeps its own text; every other error counts as a bug in this command.
  init(any error: any Error, _ status: ExitStatus = .failed, input: String? = nil) {
    if var failure = error as? Failure {
      failure.input = failure.input ?? input
      self = failure
    } else if let described = error as? any DescribedError {
      self.init(described, status, input: input)
    } else {
      self.init(
        .internalFault, code: "internal",
        Bilingual(
          "This is a fault of uploadprep, please report it: \(error)",
          "这是 uploadprep 自身的错误，请反馈给开发者：\(error)"),
        input: input)
    }
  }

  /// Any error that concerns one of several inputs.
  init(any error: any Error, input: Path) {
    self.init(any: error, input: input.text)
    if self.input == input.text { inputEncoded = input.percentEncoded }
  }

  /// `{"error":{"code":…,"message":…}}`, with `input` and `reasons` where there are any.
  func json(in language: Language) -> JSON {
    var error: JSON = ["code": .string(code), "message": .string(message.text(in: language))]
    if let input { error = error.adding(["input": .string(input)]) }
    if let inputEncoded { error = error.adding(["inputEncoded": .string(inputEncoded)]) }
    if !reasons.isEmpty {
      let list = reasons.map { reason -> JSON in
        let own: JSON = ["code": .string(reason.code), "message": .string(reason.message.text(in: language))]
        return own.adding(reason.facts)
      }
      error = error.adding(["reasons": .array(list)])
    }
    return ["error": error]
  }
}
