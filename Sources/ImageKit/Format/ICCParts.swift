/// An ICC profile that a JPEG stores in numbered parts, because a segment holds at most 64 KB (ICC.1:2010, B.4).
struct ICCParts {
  /// The parts by number, starting at 1.
  private var parts: [Int: [UInt8]] = [:]
  private var expected: Int?
  private var fault: String?

  /// Adds the payload of one segment, which begins with `ICC_PROFILE`.
  mutating func add(_ payload: ByteView) {
    guard let number = payload.byte(at: 12), let count = payload.byte(at: 13), let part = payload.rest(from: 14) else {
      fault = "a part is cut off"
      return
    }
    if expected == nil { expected = count }
    if count != expected {
      fault = "parts disagree on how many there are"
    } else if number < 1 || number > count {
      fault = "a part's number is wrong"
    } else if let known = parts[number] {
      // Some programs write the same profile twice.
      if known != part.copied { fault = "two parts have the same number" }
    } else {
      parts[number] = part.copied
    }
  }

  /// Whether there is a profile and no part of it is missing.
  var state: PictureFacts.ColourProfile {
    guard let expected else { return fault.map { .broken(reason: $0) } ?? .none }
    if let fault { return .broken(reason: fault) }
    if parts.count != expected { return .broken(reason: "\(expected - parts.count) of \(expected) parts are missing") }
    return .embedded(bytes: parts.values.reduce(0) { $0 + $1.count })
  }

  /// The profile, or nil if it is incomplete.
  var bytes: [UInt8]? {
    guard case .embedded = state else { return nil }
    return parts.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}
