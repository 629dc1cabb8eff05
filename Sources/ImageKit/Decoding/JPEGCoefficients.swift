import CJPEG

/// The coefficients of a sound JPEG, from which its pixels can be made and new files be written without reading the old
/// one again. A class, because it owns what libjpeg holds.
final class JPEGCoefficients {
  /// What the file says.
  let header: JPEGHeader
  private let reader: OpaquePointer
  private let frame: cjpeg_frame
  private let decoding: JPEGDecoding

  /// Takes over a reader that holds coefficients.
  init(_ reader: OpaquePointer, _ frame: cjpeg_frame, _ header: JPEGHeader, _ decoding: JPEGDecoding) {
    self.reader = reader
    self.frame = frame
    self.header = header
    self.decoding = decoding
  }

  deinit { cjpeg_reader_destroy(reader) }

  /// What was wrong with the file; no damage is among it.
  var flaws: [DecodedPicture.Flaw] { decoding.flaws(after: reader, header) }

  /// The picture, at the scale that was requested when the file was read; nil only if memory runs out. It can be made
  /// once before files are written, and once afterwards.
  func decoded() -> DecodedPicture? { try? decoding.picture(from: reader, frame, header) }

  /// A new file without metadata, turned as an EXIF orientation says; nil when it would have more bytes, or when it
  /// cannot be turned without loss.
  func file(turned orientation: ExifOrientation, maxBytes: Int) -> [UInt8]? {
    var size = 0
    let file = [UInt8](unsafeUninitializedCapacity: maxBytes) { output, initialized in
      let status = cjpeg_reader_rewrap(reader, Int32(orientation.rawValue), output.baseAddress, maxBytes, &size)
      initialized = status == CJPEG_OK ? size : 0
    }
    return file.isEmpty ? nil : file
  }
}
