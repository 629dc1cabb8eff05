/// The file must be decodable as a picture.
struct ReadableRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let failure = evidence.failure else { return nil }
    // FormatRule reports a recognised picture in an unsupported format, which was not decoded.
    if case .notAPicture(let found?) = failure, found.showsAPicture { return nil }
    return Finding(
      .unreadable, .error, failure.explanation, remedy: failure.remedy.map(Finding.Remedy.reading))
  }
}
