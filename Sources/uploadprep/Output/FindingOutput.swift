import ImageKit

extension Finding {
  /// `{"code":…,"severity":…,"message":…}`, and `"score":…` where it is a matter of degree.
  func json(in language: Language) -> JSON {
    let json: JSON = [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue),
      "message": .string(message.text(in: language)),
    ]
    return score.map { json.adding(["score": .integer($0)]) } ?? json
  }

  /// A line for people, under the picture's own.
  func line(on console: Console) -> String {
    "    " + console.output.paint(code.rawValue, severity == .error ? .bad : .doubtful) + "  " + console.text(message)
  }
}
