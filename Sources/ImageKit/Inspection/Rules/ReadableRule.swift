/// The content must be a picture at all.
struct ReadableRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    guard let failure = evidence.failure else { return nil }
    // A picture in a format that is merely not taken is the format rule's; it was looked at no further.
    if case .notAPicture(let found?) = failure, found.showsAPicture { return nil }
    return Finding(.unreadable, .error, failure.explanation)
  }
}
