/// The line stamped on a picture: a policy's text with its fields filled in.
enum WatermarkText {
  static let fields = ["exam", "region", "registration", "date"]

  /// The text for one upload.
  static func line(of policy: Policy, region: String, registration: String, at now: Moment) -> String {
    let values = ["exam": policy.exam.chinese, "region": region, "registration": registration, "date": now.date]
    return policy.watermark.filling(values)
  }

  /// How many characters it may have at most, whatever registration numbers come.
  static func longest(under policy: Policy, region: String) -> Int {
    let number = String(repeating: "0", count: RegistrationNumber.longest)
    return line(of: policy, region: region, registration: number, at: Moment(milliseconds: 0)).count
  }
}

extension String {
  /// Words in braces that are none of the known ones.
  func unknownFields(besides known: [String]) -> [String] {
    split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      guard let end = part.firstIndex(of: "}") else { return String(part) }
      let name = String(part[..<end])
      return known.contains(name) ? nil : name
    }
  }
}

extension YAMLMapping {
  /// Tells of words in braces that a text does not know.
  func checkFields(of text: String?, at key: String, known: [String]) {
    for field in text?.unknownFields(besides: known) ?? [] {
      let names = known.map { "{\($0)}" }.joined(separator: " ")
      mistake(
        at: key, "`\(key)` knows \(names.isEmpty ? "no fields" : names), not {\(field)}.",
        "`\(key)`\(names.isEmpty ? "中没有字段可用" : "可用 \(names)")，没有 {\(field)}。")
    }
  }
}
