import ImageKit

extension SeenPicture {
  /// What a stored picture shows, stamp and all: for those of stores that kept nothing of the photo; nil where nothing can
  /// be seen.
  init?(ofStored bytes: [UInt8]) {
    var inspector = Inspector()
    inspector.makesThumbnail = false
    let inspection = inspector.inspect(bytes, fileName: nil)
    guard inspection.sight != nil else { return nil }
    // It has been in the store for long: what would fail a new one is no news.
    self.init(
      inspection.findings.map(PicturePreparing.warning).filter { $0.severity == .warning }, hash: inspection.hash)
  }
}
