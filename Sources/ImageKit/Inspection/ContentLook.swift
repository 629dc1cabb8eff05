/// The content findings and the perceptual hash of a picture that is being prepared.
struct ContentLook: Sendable {
  /// Findings about the content; those about the file are not among them.
  let findings: [Finding]
  /// What was measured.
  let sight: Sight
  /// What it looks like; nil where it shows nothing to know it by.
  let hash: PerceptualHash?

  /// Looks at an upright picture.
  ///
  /// - Parameters:
  ///   - facts: What the photo's headers say.
  ///   - byteCount: The photo's size in bytes.
  init(at picture: PlanarPicture, _ facts: PictureFacts, _ byteCount: Int) {
    // Scaled down once, for both.
    let luma = Sight.reduced(picture.luma)
    sight = Sight(of: picture.luma, reduced: luma, pictureLongSide: max(facts.width, facts.height))
    hash = PerceptualHash(of: luma, seen: sight)
    var evidence = Evidence(limits: PictureLimits(), byteCount: byteCount, facts: facts)
    let before = Set(inspectionRules.compactMap { $0.finding(on: evidence) })
    evidence.sight = sight
    findings = inspectionRules.compactMap { $0.finding(on: evidence) }.filter { !before.contains($0) }
  }
}
