import ImageKit

extension SeenPicture {
  /// Findings and hash of a stored picture with its stamp, for stores that kept none of the photo; nil when the picture
  /// cannot be read.
  init?(ofStored bytes: [UInt8]) {
    var inspector = Inspector()
    inspector.makesThumbnail = false
    let inspection = inspector.inspect(bytes, fileName: nil)
    guard inspection.sight != nil else { return nil }
    // The picture was accepted long ago, so what would refuse a new photo is only a warning here.
    self.init(
      inspection.findings.map(PicturePreparing.warning).filter { $0.severity == .warning }, hash: inspection.hash)
  }
}
