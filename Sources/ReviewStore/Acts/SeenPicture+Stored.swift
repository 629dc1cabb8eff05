import ImageKit

extension SeenPicture {
  /// Findings and perceptual hash of a stored, watermarked picture, for stores that did not keep those of the photo;
  /// nil when the picture cannot be decoded.
  init?(ofStored bytes: [UInt8]) {
    var inspector = Inspector()
    inspector.makesThumbnail = false
    let inspection = inspector.inspect(bytes, fileName: nil)
    guard inspection.sight != nil else { return nil }
    // The picture was accepted long ago, so a finding that would refuse a new photo is ignored here.
    self.init(
      inspection.findings.map(PicturePreparing.warning).filter { $0.severity == .warning }, hash: inspection.hash)
  }
}
