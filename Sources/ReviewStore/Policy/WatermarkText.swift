import ImageKit

/// The text of a picture's watermark: the policy's text with its fields filled in.
enum WatermarkText {
  static let fields = ["exam", "region", "registration", "date"]

  /// The text for one upload.
  static func line(of policy: Policy, region: String, registration: RegistrationNumber, at now: Moment) -> String {
    let values = [
      "exam": policy.exam.chinese, "region": region, "registration": registration.rawValue, "date": now.date,
    ]
    return policy.watermark.filling(values)
  }

  /// The most characters that the text can have with any registration number.
  static func longest(under policy: Policy, region: String) -> Int {
    let number = RegistrationNumber(String(repeating: "0", count: RegistrationNumber.longest))
    return line(of: policy, region: region, registration: number, at: Moment(milliseconds: 0)).count
  }
}

extension Policy {
  /// Why pictures cannot be watermarked on this machine, such as a missing font; nil when they can.
  ///
  /// - Parameter region: the region's name, where it is not the policy's.
  public func stampError(region: String? = nil) -> WatermarkError? {
    let moment = Moment(milliseconds: 0)
    let line = WatermarkText.line(
      of: self, region: region ?? self.region.chinese, registration: "0123456789", at: moment)
    do {
      _ = try Watermark(text: line)
      return nil
    } catch {
      return error
    }
  }
}
