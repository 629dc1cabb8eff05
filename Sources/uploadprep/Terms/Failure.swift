import ImageKit
import Wording

/// Something that could not be done: what programs get as an error object, people as a sentence, the shell as a number.
struct Failure: Error, Sendable {
  /// One of several things in the way.
  struct Reason: Sendable {
    /// A stable name for programs, in kebab case.
    let code: String
    /// What is in the way and what to do about it.
    let message: Bilingual
    /// Further facts for programs: members of the reason's object, after `code` and `message`.
    var facts: JSON = [:]
  }

  /// What the shell is told.
  let status: ExitStatus
  /// A stable name for programs, in kebab case.
  let code: String
  /// What is wrong and what to do about it.
  let message: Bilingual
  /// The input it concerns, where there may be several.
  var input: String?
  /// The bytes of the input's path, where `input` shows not all of them; see ``Path/percentEncoded``.
  var inputEncoded: String?
  /// All that is in the way, where there may be several things.
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

  /// A described error of a room, told with the number that fits the place where it happened.
  init(_ error: any DescribedError, _ status: ExitStatus, input: String? = nil) {
    self.init(status, code: error.code, error.explanation, input: input)
  }

  /// Any error at all: those that describe themselves keep their words, others are a fault of ours.
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

  /// Any error at all, about one of several inputs.
  init(any error: any Error, input: Path) {
    self.init(any: error, input: input.text)
    if self.input == input.text { inputEncoded = input.percentEncoded }
  }

  /// `{"error":{"code":…,"message":…}}` with `input` and `reasons` where there are any.
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
