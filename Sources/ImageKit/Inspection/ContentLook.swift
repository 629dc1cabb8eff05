/// What a reviewer would say of a picture that is being prepared, and what it looks like.
struct ContentLook: Sendable {
  /// What the content gives cause to say, and nothing that the file's headers do.
  let findings: [Finding]
  /// What it looks like; nil where it shows nothing to know it by.
  let hash: PerceptualHash?

  /// Looks at an upright picture.
  ///
  /// - Parameters:
  ///   - facts: What the photo's headers say.
  ///   - byteCount: The photo's size in bytes.
  init(at picture: PlanarPicture, _ facts: PictureFacts, _ byteCount: Int) {
    // Reduced once, for both.
    let luma = Sight.reduced(picture.luma)
    let sight = Sight(of: luma, pictureLongSide: max(facts.width, facts.height))
    hash = sight.isBlank ? nil : PerceptualHash(of: luma)
    var evidence = Evidence(limits: PictureLimits(), byteCount: byteCount, facts: facts)
    let before = Set(inspectionRules.compactMap { $0.finding(on: evidence) })
    evidence.sight = sight
    findings = inspectionRules.compactMap { $0.finding(on: evidence) }.filter { !before.contains($0) }
  }
}
