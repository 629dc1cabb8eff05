import Wording

extension Finding {
  /// `{"code":…,"severity":…,"message":…}`, plus `"score":…` if the finding has a score.
  public func json(in language: Language) -> JSON {
    let json: JSON = [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue),
      "message": .string(message.text(in: language)),
    ]
    return score.map { json.adding(["score": .integer($0)]) } ?? json
  }
}
