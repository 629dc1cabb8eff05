/// The content findings and the perceptual hash of a picture that is being prepared.
struct ContentLook: Sendable {
  /// What the content rules find.
  var findings: [Finding] { sight.findings }
  /// What was measured.
  let sight: Sight
  /// Which paper it shows.
  let paper: PaperLook
  /// Its hash, for finding duplicates; nil for a blank picture.
  let hash: PerceptualHash?

  /// Examines an upright picture.
  ///
  /// - Parameter longSide: The photo's long side, in pixels.
  init(at picture: PlanarPicture, longSide: Int) {
    // Reduced once, for both.
    let luma = Sight.reduced(picture.luma)
    sight = Sight(of: picture.luma, reduced: luma, pictureLongSide: longSide)
    paper = PaperLook(at: picture)
    hash = PerceptualHash(of: luma, seen: sight)
  }

  /// The same for a picture that was measured already.
  init(at picture: PlanarPicture, measured sight: Sight) {
    self.sight = sight
    paper = PaperLook(at: picture)
    hash = PerceptualHash(of: Sight.reduced(picture.luma), seen: sight)
  }
}
