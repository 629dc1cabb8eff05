/// The line stamped on a picture: a policy's text with its fields filled in.
enum WatermarkText {
  private static let fields = ["exam", "region", "registration", "date"]

  /// The text for one upload.
  static func line(of policy: Policy, region: String, registration: String, at now: Moment) -> String {
    let values = ["exam": policy.exam.chinese, "region": region, "registration": registration, "date": now.date]
    return policy.watermark.filling(values)
  }

  /// Words in braces that are no field.
  static func unknownFields(in text: String) -> [String] {
    text.split(separator: "{").dropFirst().compactMap { part in
      guard let end = part.firstIndex(of: "}") else { return String(part) }
      let name = String(part[..<end])
      return fields.contains(name) ? nil : name
    }
  }
}
