import RuleSets

// Texts of a policy may contain fields, `{name}`, that are replaced by values.

extension String {
  /// The text with each `{name}` replaced by its value. Braces inside a value are not replaced.
  func filling(_ values: [String: String]) -> String {
    var filled = ""
    var rest = self[...]
    while let brace = rest.firstIndex(of: "{") {
      filled += rest[..<brace]
      rest = rest[brace...].dropFirst()
      if let end = rest.firstIndex(of: "}"), let value = values[String(rest[..<end])] {
        filled += value
        rest = rest[end...].dropFirst()
      } else {
        filled += "{"
      }
    }
    return filled + rest
  }

  /// The fields in the text that are not known.
  func unknownFields(besides known: [String]) -> [String] {
    split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      guard let end = part.firstIndex(of: "}") else { return String(part) }
      let name = String(part[..<end])
      return known.contains(name) ? nil : name
    }
  }
}

extension YAMLMapping {
  /// Reports fields that are not known for this text.
  func checkFields(of text: String?, at key: String, known: [String]) {
    for field in text?.unknownFields(besides: known) ?? [] {
      let names = known.map { "{\($0)}" }.joined(separator: " ")
      mistake(
        at: key, "`\(key)` knows \(names.isEmpty ? "no fields" : names), not {\(field)}.",
        "`\(key)`\(names.isEmpty ? "中没有字段可用" : "可用 \(names)")，没有 {\(field)}。")
    }
  }
}
