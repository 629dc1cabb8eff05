import CJPEG
import CPNG

/// Limits on what reading a picture may cost. They are enforced before memory is allocated.
public struct DecodingLimits: Sendable, Hashable {
  /// The largest file, in bytes.
  public var maxBytes = 100_000_000
  /// The most pixels a picture may have by its header.
  public var maxPixels = 200_000_000
  /// The longest side in pixels, which is also the limit of the JPEG format. Without it, a PNG with all its pixels in
  /// one row would have to be in memory whole.
  static let maxSide = 65_535
  /// The most pixels to decode to: a larger picture is reduced while it is decoded. Photos of 16 megapixels are not
  /// reduced.
  public var maxDecodedPixels = 17_000_000
  /// The most scans of a progressive JPEG. Cameras and encoders write about ten; each walks over the whole picture.
  public var maxScans = 100
  /// The most pixels that all scans of a progressive JPEG together may walk over.
  public var maxScannedPixels = 4_000_000_000
  /// The most warnings of a decoder before the picture counts as unreadable.
  public var maxWarnings = 1000

  /// The defaults.
  public init() {}

  /// Refuses a picture whose sides, or whose pixels, are more than allowed.
  static func require(width: Int, height: Int, atMost pixels: Int) throws(DecodingError) {
    guard max(width, height) <= maxSide else { throw .sideTooLong(width: width, height: height, limit: maxSide) }
    let (product, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows, product <= pixels else { throw .tooManyPixels(width: width, height: height, limit: pixels) }
  }

  /// The limits as CJPEG takes them.
  var forJPEG: cjpeg_read_limits {
    cjpeg_read_limits(
      max_pixels: UInt64(max(0, maxPixels)),
      max_scans: UInt32(clamping: maxScans),
      max_scanned_pixels: UInt64(max(0, maxScannedPixels)),
      max_warnings: UInt32(clamping: maxWarnings),
      // Two bytes a sample, at most four samples a pixel, and a quarter more for whole blocks.
      max_coefficient_bytes: UInt64(max(0, maxPixels)) * 10)
  }

  /// The limits as CPNG takes them.
  var forPNG: cpng_read_limits {
    cpng_read_limits(
      max_pixels: UInt64(max(0, maxPixels)), max_chunk_bytes: 8_000_000, max_warnings: UInt32(clamping: maxWarnings))
  }
}
