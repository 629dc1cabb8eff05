import ImageKit

extension Finding {
  /// `{"code":…,"severity":…,"message":…}`
  func json(in language: Language) -> JSON {
    [
      "code": .string(code.rawValue), "severity": .string(severity.rawValue),
      "message": .string(message.text(in: language)),
    ]
  }

  /// A line for people, under the picture's own.
  func line(on console: Console) -> String {
    "    " + console.output.paint(code.rawValue, severity == .error ? .bad : .doubtful) + "  " + console.text(message)
  }
}
