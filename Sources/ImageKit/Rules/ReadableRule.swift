/// The content must be a picture at all.
struct ReadableRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let failure = evidence.failure else { return nil }
    // A picture in a format that is merely not taken is the format rule's; it was looked at no further.
    if case .notAPicture(let found?) = failure, found.showsAPicture { return nil }
    return Finding(
      .unreadable, .error, failure.explanation, remedy: failure.remedy.map(Finding.Remedy.reading))
  }
}
