import Documents
import ImageKit
import ReviewStore

extension UploadIntake {
  /// The weight of drawing a page in the queue for pictures: about the pixels that are drawn.
  private static let pageWeight = 9_000_000
  /// The most bytes of a page. The reader writes at most 17 million pixels.
  private static let pageBytes = 100 << 20
  /// How many bytes at the beginning tell what a file is.
  private static let headBytes = 1100

  /// The photo that a file is: a page of a document becomes a picture file, anything else stays as it is.
  ///
  /// - Parameters:
  ///   - page: The page, from 1; nil for the only page.
  ///   - owner: For whom it is drawn, when their turn has come.
  /// - Throws: ``DocumentError``.
  func photo(in file: UploadForm.File, page: Int?, for owner: Visitor) async throws -> UploadForm.File {
    let head = try await store.pool.runIfActive { try file.spool.bytes(Self.headBytes, from: 0) }
    guard DocumentKind(sniffing: head) != nil else { return file }
    let longSide = PageReader.longSide(toFill: store.policy.pictures.bytes.made.upperBound)
    let drawn = try await drawn(file.spool, page, longSide: longSide, for: owner)
    let spool = try await folder.makeFile(limit: Self.pageBytes)
    try await store.pool.runIfActive { try drawn.file.withUnsafeBytes { try spool.append($0) } }
    return UploadForm.File(name: file.name, spool: spool)
  }

  /// A small picture of a document's page, for choosing one.
  func smallPage(_ page: Int, of document: HeldOriginals.Document, for owner: Visitor) async throws -> [UInt8] {
    let drawn = try await drawn(document.file.spool, page, longSide: Thumbnails.longSide * 2, for: owner)
    return try await store.pool.runIfActive { try Thumbnails.made(of: drawn.file) }
  }

  /// Draws a page on a thread that may wait.
  private func drawn(
    _ spool: SpoolFile, _ page: Int?, longSide: Int, for owner: Visitor
  ) async throws -> DocumentPage {
    let reader = reader
    return try await pictures.run(for: owner.key, weight: Self.pageWeight) {
      try await store.pool.runIfActive {
        try reader.picture(of: try spool.bytes(), page: page, longSide: longSide)
      }
    }
  }

  /// Reads documents within the policy's limits.
  private var reader: PageReader {
    var limits = DecodingLimits()
    limits.maxPixels = store.policy.pictures.maxPhotoPixels
    return PageReader(limits: limits)
  }
}
