import CHEIF

/// One decoded picture of a HEIF file, a whole photo or a tile, in the decoder's sample format. A class, because it
/// owns the decoder's memory.
final class CodedPicture {
  /// Its size, format and depth.
  let frame: cheif_frame
  private let picture: OpaquePointer

  /// Decodes.
  ///
  /// - Parameters:
  ///   - format: The file's format, for errors.
  ///   - size: The largest picture to decode.
  init(
    _ codec: cheif_codec, configuration: ByteView, data: ArraySlice<UInt8>, format: PictureFormat,
    atMost size: (width: Int, height: Int)
  ) throws(DecodingError) {
    var frame = cheif_frame()
    var picture: OpaquePointer?
    var message: UnsafePointer<CChar>?
    let limits = cheif_limits(max_width: UInt32(clamping: size.width), max_height: UInt32(clamping: size.height))
    let status = configuration.copied.withUnsafeBufferPointer { configuration in
      data.withUnsafeBufferPointer { data in
        var coded = cheif_coded(
          codec: codec, config: configuration.baseAddress, config_count: configuration.count, data: data.baseAddress,
          data_count: data.count)
        return cheif_decode(&coded, limits, &picture, &frame, &message)
      }
    }
    guard status == CHEIF_OK, let picture else {
      let reason = message.map { String(cString: $0) } ?? ""
      switch status {
      case CHEIF_NO_MEMORY: throw .outOfMemory
      case CHEIF_UNSUPPORTED: throw .unsupported(format, reason: reason)
      default: throw .corrupt(format, reason: reason)
      }
    }
    self.frame = frame
    self.picture = picture
  }

  deinit { cheif_picture_destroy(picture) }

  /// Copies samples of a row of a plane, each replaced by its entry in a table. They must lie in the plane.
  func copyRow(
    _ plane: Int, x: Int, y: Int, through table: [UInt8], into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    cheif_picture_copy_row(
      picture, UInt32(plane), UInt32(x), UInt32(y), UInt32(target.count), table, target.baseAddress)
  }
}
